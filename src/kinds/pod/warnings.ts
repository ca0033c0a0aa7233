import type { NodeSelectorTerm, ObjectMeta, PodAffinity, PodSpec } from '../../api/types.gen.ts'
import { warningsForIP } from '../../apimachinery/net/validation.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { isValidLabelValue } from '../../apimachinery/validation/names.ts'
import { containerWarnings, portWarnings } from './container-warnings.ts'
import { fractionalWarning } from './fractional-warning.ts'
import { APPARMOR_CONTAINER_PREFIX, SECCOMP_CONTAINER_PREFIX, SECCOMP_POD } from './validation/annotations.ts'
import { visitContainers } from './visit-containers.ts'
import { volumeWarnings } from './volume-warnings.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const DEPRECATED_LABELS = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
])
const SYSCTLS = 'non-functional in v1.11+; use the "sysctls" field instead'
const DEPRECATED_ANNOTATIONS = new Map([
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', SYSCTLS],
  ['security.alpha.kubernetes.io/unsafe-sysctls', SYSCTLS],
])
const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead'

/** Warnings about a complete spec alone, whatever the annotations. `at` is the spec's path. Source: pkg/api/pod/warnings.go. */
export function podSpecWarnings(spec: PodSpec, at: FieldPath): string[] {
  return [
    ...nodeLabelWarnings(spec, at),
    ...volumeWarnings(spec, at.child('volumes')),
    ...duplicates(spec.hostAliases ?? [], a => a.ip ?? '', 'ip', at.child('hostAliases')),
    ...duplicates(spec.imagePullSecrets ?? [], s => s.name ?? '', 'name', at.child('imagePullSecrets')),
    ...(spec.imagePullSecrets ?? []).flatMap((secret, i) =>
      secret.name ? [] : [`${at.child('imagePullSecrets').index(i).child('name')}: invalid empty name ""`],
    ),
    ...['memory', 'ephemeral-storage'].flatMap(name => fractionalWarning(spec.overhead, name, at.child('overhead'))),
    ...containerWarnings(spec, at),
    ...portWarnings(spec, at),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [
          `${at.child('terminationGracePeriodSeconds')}: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...podAffinityWarnings(spec.affinity?.podAffinity, at.child('affinity', 'podAffinity')),
    ...podAffinityWarnings(spec.affinity?.podAntiAffinity, at.child('affinity', 'podAntiAffinity')),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, i) =>
      warningsForIP(at.child('dnsConfig', 'nameservers').index(i), ip),
    ),
    ...(spec.hostAliases ?? []).flatMap((alias, i) =>
      warningsForIP(at.child('hostAliases').index(i).child('ip'), alias.ip ?? ''),
    ),
  ]
}

/** Warnings about annotations that fields have replaced. `at` is the path of the object that has metadata and spec. */
export function podAnnotationWarnings(
  metadata: ObjectMeta | undefined,
  spec: PodSpec,
  at: FieldPath,
  of: 'pod' | 'template',
): string[] {
  const annotations = metadata?.annotations
  if (!annotations) return []
  const here = at.child('metadata', 'annotations')
  const warnings: string[] = []
  const warn = (key: string, message: string): void => {
    if (Object.hasOwn(annotations, key)) warnings.push(`${here.key(key)}: ${message}`)
  }
  for (const [key, message] of DEPRECATED_ANNOTATIONS) warn(key, message)
  const context = spec.securityContext
  if (!context?.seccompProfile) warn(SECCOMP_POD, SECCOMP)
  visitContainers(spec, at, container => {
    if (!container.securityContext?.seccompProfile) warn(SECCOMP_CONTAINER_PREFIX + container.name, SECCOMP)
    if (context?.appArmorProfile || container.securityContext?.appArmorProfile) return
    const replaced = 'deprecated since v1.30; use the "appArmorProfile" field instead'
    if (of === 'template') warn(APPARMOR_CONTAINER_PREFIX + container.name, replaced)
  })
  return warnings
}

function duplicates<T>(items: readonly T[], textOf: (item: T) => string, field: string, at: FieldPath): string[] {
  const seen = new Set<string>()
  return items.flatMap((item, i) => {
    const value = textOf(item)
    if (seen.has(value)) return [`${at.index(i).child(field)}: duplicate ${field} ${quote(value)}`]
    seen.add(value)
    return []
  })
}

function nodeLabelWarnings(spec: PodSpec, at: FieldPath): string[] {
  const warnings = Object.keys(spec.nodeSelector ?? {}).flatMap(key => {
    const message = DEPRECATED_LABELS.get(key)
    return message ? [`${at.child('nodeSelector').key(key)}: ${message}`] : []
  })
  const node = spec.affinity?.nodeAffinity
  const nodeAt = at.child('affinity', 'nodeAffinity')
  node?.[REQUIRED]?.nodeSelectorTerms?.forEach((term, i) => {
    warnings.push(...termWarnings(term, nodeAt.child(REQUIRED, 'nodeSelectorTerms').index(i), false))
  })
  node?.[PREFERRED]?.forEach((term, i) => {
    warnings.push(...termWarnings(term.preference ?? {}, nodeAt.child(PREFERRED).index(i).child('preference'), true))
  })
  spec.topologySpreadConstraints?.forEach((constraint, i) => {
    const here = at.child('topologySpreadConstraints').index(i)
    const message = DEPRECATED_LABELS.get(constraint.topologyKey)
    if (message) warnings.push(`${here.child('topologyKey')}: ${constraint.topologyKey} is ${message}`)
    if (!constraint.labelSelector) warnings.push(matchesNoPod(here))
  })
  return warnings
}

function termWarnings(term: NodeSelectorTerm, at: FieldPath, checkValues: boolean): string[] {
  return (term.matchExpressions ?? []).flatMap((expression, i) => {
    const here = at.child('matchExpressions').index(i)
    const message = DEPRECATED_LABELS.get(expression.key)
    const warnings = message ? [`${here.child('key')}: ${expression.key} is ${message}`] : []
    if (!checkValues) return warnings
    return [
      ...warnings,
      ...(expression.values ?? []).flatMap((value, j) =>
        isValidLabelValue(value).map(fault => `${here.child('values').index(j)}: ${value} is ${fault}`),
      ),
    ]
  })
}

function podAffinityWarnings(affinity: PodAffinity | undefined, at: FieldPath): string[] {
  const required = (affinity?.[REQUIRED] ?? []).map((t, i) =>
    t.labelSelector ? '' : matchesNoPod(at.child(REQUIRED).index(i)),
  )
  const preferred = (affinity?.[PREFERRED] ?? []).map((t, i) =>
    t.podAffinityTerm?.labelSelector ? '' : matchesNoPod(at.child(PREFERRED).index(i).child('podAffinityTerm')),
  )
  return [...required, ...preferred].filter(w => w !== '')
}

function matchesNoPod(at: FieldPath): string {
  return `${at.child('labelSelector')}: a null labelSelector results in matching no pod`
}
