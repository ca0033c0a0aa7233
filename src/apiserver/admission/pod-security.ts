import type { CronJob, Deployment, Namespace, ObjectMeta, Pod, PodSpec, PodTemplate } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { quote } from '../../apimachinery/quote.ts'
import { invalidObject } from '../../apimachinery/status.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import {
  APPARMOR_CONTAINER_PREFIX,
  SECCOMP_CONTAINER_PREFIX,
  SECCOMP_POD,
} from '../../kinds/pod/validation/annotations.ts'
import { resourceId } from '../../kinds/registry.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { detailText, reasonText, violationsOf } from './pod-security/evaluate.ts'
import { isStricter, type LevelVersion, levelVersionText, policyOf } from './pod-security/policy.ts'
import { refuse } from './refuse.ts'

interface PodLike {
  metadata?: ObjectMeta
  spec?: PodSpec
}

/** Where the pods of what makes pods are described. */
const TEMPLATES = new Map<string, (object: object) => PodLike | undefined>([
  ...[
    'replicationcontrollers',
    'replicasets.apps',
    'deployments.apps',
    'statefulsets.apps',
    'daemonsets.apps',
    'jobs.batch',
  ].map(id => [id, (object: object) => (object as Deployment).spec?.template] as const),
  ['podtemplates', object => (object as PodTemplate).template],
  ['cronjobs.batch', object => (object as CronJob).spec?.jobTemplate?.spec?.template],
])
/** The parts of a pod that its security does not depend on. */
const IGNORED_PARTS = ['binding', 'eviction', 'status']
const MOST_PODS_CHECKED = 3000

/**
 * Holds pods to what the labels of their namespace ask of them. Only pods are refused; of what makes pods the user is warned, as of the
 * pods that a namespace has already. Source: k8s.io/pod-security-admission/admission.
 */
function validate(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, namespace, subresource, object, old } = attributes
  if (verb === 'delete' || !object) return
  const id = resourceId(kind.group, kind.resource)
  if (id === 'namespaces') {
    if (subresource === '') validateNamespace(attributes, context)
  } else if (id === 'pods') {
    if (IGNORED_PARTS.includes(subresource)) return
    const policy = policyIn(namespace, context)
    if (!policy || (old && !isSignificant(object as Pod, old as Pod))) return
    const { metadata, spec } = object as Pod
    const violations = violationsOf(policy.enforce, metadata, spec!)
    if (violations.length > 0)
      throw refuse(attributes, `violates PodSecurity ${levelText(policy.enforce)}: ${detailText(violations)}`)
    warnOf(object as Pod, policy.warn, context)
  } else if (subresource === '') {
    const template = TEMPLATES.get(id)?.(object)
    const policy = template && policyIn(namespace, context)
    if (policy) warnOf(template, policy.warn, context)
  }
}

function policyIn(name: string, context: WriteContext): ReturnType<typeof policyOf> | undefined {
  const namespace = context.get<Namespace>('namespaces', '', name)
  const policy = namespace && policyOf(namespace.metadata)
  return policy && (policy.enforce.level !== 'privileged' || policy.warn.level !== 'privileged') ? policy : undefined
}

function warnOf({ metadata, spec }: PodLike, level: LevelVersion, context: WriteContext): void {
  const violations = violationsOf(level, metadata ?? {}, spec ?? { containers: [] })
  if (violations.length > 0) context.warn(`would violate PodSecurity ${levelText(level)}: ${detailText(violations)}`)
}

function levelText(level: LevelVersion): string {
  return quote(levelVersionText(level))
}

/** Labels must be readable when they come; a stricter level says which pods there are that it would not let in. */
function validateNamespace({ kind, object, old }: AdmissionAttributes, context: WriteContext): void {
  const namespace = object as Namespace
  const policy = policyOf(namespace.metadata)
  const before = old && policyOf(old.metadata)
  if (policy.errors.length > 0 && !(before && before.errors.length > 0 && equal(policy.errors, before.errors)))
    throw invalidObject(kind.kind, kind.group, namespace.metadata.name ?? '', policy.errors)
  if (!before || policy.enforce.level === 'privileged' || equal(policy.enforce, before.enforce)) return
  if (policy.enforce.version === before.enforce.version && !isStricter(policy.enforce.level, before.enforce.level))
    return
  for (const warning of existingPodWarnings(namespace.metadata.name!, policy.enforce, context)) context.warn(warning)
}

function existingPodWarnings(namespace: string, enforce: LevelVersion, context: WriteContext): string[] {
  const pods = context.list<Pod>('pods', namespace)
  const checked = pods.slice(0, MOST_PODS_CHECKED)
  const names = new Map<string, string[]>()
  for (const { metadata, spec } of checked) {
    const reasons = reasonText(violationsOf(enforce, metadata, spec!))
    if (reasons !== '') names.set(reasons, [...(names.get(reasons) ?? []), metadata.name!])
  }
  const lines = [...names].map(([reasons, pods]) => `${firstOf(pods)}: ${reasons}`).sort()
  const level = levelText(enforce)
  return [
    ...(checked.length < pods.length
      ? [
          `new PodSecurity enforce level only checked against the first ${checked.length} of ${pods.length} existing pods`,
        ]
      : []),
    ...(lines.length > 0
      ? [`existing pods in namespace ${quote(namespace)} violate the new PodSecurity enforce level ${level}`]
      : []),
    ...lines,
  ]
}

/** Pods are listed by name, so that the first is the least. */
function firstOf(names: readonly string[]): string {
  const others = names.length - 1
  if (others === 0) return names[0]!
  return `${names[0]} (and ${others} other ${others === 1 ? 'pod' : 'pods'})`
}

/** Whether an update changes what runs or how it is confined; nothing else of a pod that is there is looked at again. */
function isSignificant(pod: Pod, old: Pod): boolean {
  const ofContainers = ({ spec }: Pod) =>
    [spec?.initContainers, spec?.containers, spec?.ephemeralContainers].map(list =>
      (list ?? []).map(({ name, image }) => ({ name, image })),
    )
  const ofAnnotations = ({ metadata }: Pod) =>
    Object.entries(metadata.annotations ?? {})
      .filter(([key]) =>
        [SECCOMP_POD, SECCOMP_CONTAINER_PREFIX, APPARMOR_CONTAINER_PREFIX].some(p => key.startsWith(p)),
      )
      .sort()
  return !equal(ofContainers(pod), ofContainers(old)) || !equal(ofAnnotations(pod), ofAnnotations(old))
}

export const podSecurity: AdmissionPlugin = { name: 'PodSecurity', validate }
