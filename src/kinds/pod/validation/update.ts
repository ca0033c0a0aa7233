import type { Affinity, Container, NodeAffinity, NodeSelectorTerm, Pod, PodSpec } from '../../../api/types.gen.ts'
import { equal } from '../../../apimachinery/equality.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  path,
  required,
} from '../../../apimachinery/validation/field.ts'
import { goValue } from '../go-value.ts'
import { ephemeralContainerDiff, podSpecDiff } from '../spec-diff.ts'
import { MIRROR_POD, validatePodAnnotationsUpdate } from './annotations.ts'
import { validateInRange } from './formats.ts'
import { validatePodMetadataAndSpec } from './pod.ts'
import { validateTolerations } from './tolerations.ts'

const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]
const MAX_INT32 = 2 ** 31 - 1
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'

/** An update of a pod: everything but its metadata (ValidatePodUpdate). */
export function validatePodUpdate(pod: Pod, old: Pod): ErrorList {
  const spec = pod.spec ?? { containers: [] }
  const oldSpec = old.spec ?? { containers: [] }
  const at = path('spec')
  const errors = validatePodMetadataAndSpec(pod, spec)
  const { annotations } = pod.metadata
  errors.push(
    ...validatePodAnnotationsUpdate(annotations, old.metadata.annotations, spec, path('metadata', 'annotations')),
  )
  if (spec === oldSpec) return errors
  for (const field of ['containers', 'initContainers'] as const) {
    const here = at.child(field)
    const containers = spec[field] ?? []
    if (containers.length !== (oldSpec[field]?.length ?? 0)) {
      return [...errors, forbidden(here, 'pod updates may not add or remove containers')]
    }
    errors.push(...containers.flatMap((container, i) => validateImage(container, here.index(i).child('image'))))
  }
  const deadline = validateDeadline(spec, oldSpec, at.child('activeDeadlineSeconds'))
  errors.push(...deadline.errors)
  if (deadline.stop) return errors
  errors.push(...validateOnlyAddedTolerations(spec, oldSpec, at.child('tolerations')))
  errors.push(...validateOnlyDeletedGates(spec, oldSpec, at.child('schedulingGates')))
  if (equal(spec, oldSpec)) return errors
  return [...errors, ...validateRest(spec, oldSpec, at)]
}

function validateImage(container: Container, at: FieldPath): ErrorList {
  const image = container.image ?? ''
  if (!image) return [required(at)]
  return image === image.trim() ? [] : [invalid(at, image, 'must not have leading or trailing whitespace')]
}

function validateDeadline(spec: PodSpec, old: PodSpec, at: FieldPath): { errors: ErrorList; stop: boolean } {
  const seconds = spec.activeDeadlineSeconds
  const before = old.activeDeadlineSeconds
  if (seconds === undefined) {
    if (before === undefined) return { errors: [], stop: false }
    return { errors: [invalid(at, null, 'must not update from a positive integer to nil value')], stop: false }
  }
  const errors = validateInRange(seconds, 0, MAX_INT32, at)
  if (errors.length) return { errors, stop: true }
  if (before === undefined || before >= seconds) return { errors, stop: false }
  return { errors: [invalid(at, seconds, 'must be less than or equal to previous value')], stop: true }
}

function validateOnlyAddedTolerations(spec: PodSpec, old: PodSpec, at: FieldPath): ErrorList {
  const withoutSeconds = (list: PodSpec['tolerations']) =>
    (list ?? []).map(t => ({ ...t, tolerationSeconds: undefined }))
  const now = withoutSeconds(spec.tolerations)
  const kept = withoutSeconds(old.tolerations).every(before => now.some(t => equal(t, before)))
  if (!kept) return [forbidden(at, 'existing toleration can not be modified except its tolerationSeconds')]
  return validateTolerations(spec.tolerations, at)
}

function validateOnlyDeletedGates(spec: PodSpec, old: PodSpec, at: FieldPath): ErrorList {
  const before = new Set(old.schedulingGates?.map(g => g.name))
  return (spec.schedulingGates ?? []).flatMap((gate, i) => {
    if (before.has(gate.name)) return []
    const rule = `only deletion is allowed, but found new scheduling gate '${gate.name}'`
    return [forbidden(at.index(i).child('name'), rule)]
  })
}

/** Puts back what may change; what is different then may not. */
function validateRest(spec: PodSpec, old: PodSpec, at: FieldPath): ErrorList {
  const rest: PodSpec = {
    ...spec,
    containers: withImagesOf(spec.containers, old.containers) ?? [],
    initContainers: withImagesOf(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
  }
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1) {
    rest.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds
  }
  const errors = old.schedulingGates?.length ? validateGatedPod(rest, old, at) : []
  if (equal(rest, old)) return errors
  const rule = `pod updates may not change fields other than ${UPDATABLE.join(',')}\n${podSpecDiff(old, rest)}`
  return [...errors, forbidden(at, rule)]
}

function withImagesOf(containers: readonly Container[] | undefined, old: readonly Container[] | undefined) {
  return containers?.map((container, i) => ({ ...container, image: old?.[i]?.image }))
}

/** A pod that is held back may still be told where not to go. Puts the allowed changes of `rest` back. */
function validateGatedPod(rest: PodSpec, old: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (!equal(rest.nodeSelector, old.nodeSelector)) {
    const before = Object.entries(old.nodeSelector ?? {})
    if (before.some(([key, value]) => rest.nodeSelector?.[key] !== value)) {
      const rule = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
      errors.push(invalid(at.child('nodeSelector'), rest.nodeSelector ?? null, rule))
    }
    rest.nodeSelector = old.nodeSelector
  }
  const now = rest.affinity?.nodeAffinity
  const before = old.affinity?.nodeAffinity
  if (!equal(now, before)) {
    errors.push(...validateNodeAffinityMutation(now, before, at.child('affinity', 'nodeAffinity', REQUIRED)))
    rest.affinity = withNodeAffinity(rest.affinity, before, old.affinity)
  }
  return errors
}

function withNodeAffinity(affinity: Affinity | undefined, node: NodeAffinity | undefined, old: Affinity | undefined) {
  const { nodeAffinity: _, ...others } = affinity ?? {}
  if (!old && Object.keys(others).length === 0) return undefined
  return node ? { ...others, nodeAffinity: node } : others
}

function validateNodeAffinityMutation(
  now: NodeAffinity | undefined,
  before: NodeAffinity | undefined,
  at: FieldPath,
): ErrorList {
  const oldTerms = before?.[REQUIRED]?.nodeSelectorTerms ?? []
  const terms = now?.[REQUIRED]?.nodeSelectorTerms ?? []
  const here = at.child('nodeSelectorTerms')
  const shown = (term: NodeSelectorTerm) => goValue('NodeSelectorTerm', term)
  if (oldTerms.length && oldTerms.length !== terms.length) {
    const rule = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'
    return [invalid(here, terms.length ? terms.map(shown) : null, rule)]
  }
  return oldTerms.flatMap((old, i) =>
    hasOnlyAdditions(terms[i]!, old)
      ? []
      : [invalid(here.index(i), shown(terms[i]!), 'only additions are allowed (no mutations or deletions)')],
  )
}

function hasOnlyAdditions(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = ['matchExpressions', 'matchFields'] as const
  if (lists.every(l => !old[l]?.length) && lists.some(l => term[l]?.length)) return false
  return lists.every(l => equal(term[l]?.slice(0, old[l]?.length ?? 0), old[l]))
}

/** An update through pods/ephemeralcontainers: debugging containers may be added, and never change or go. */
export function validateEphemeralContainersUpdate(pod: Pod, old: Pod): ErrorList {
  if (Object.hasOwn(old.metadata.annotations ?? {}, MIRROR_POD)) {
    return [forbidden('', 'static pods do not support ephemeral containers')]
  }
  const spec = pod.spec ?? { containers: [] }
  const metadata = path('metadata', 'annotations')
  const at = path('spec', 'ephemeralContainers')
  const now = new Map(spec.ephemeralContainers?.map(c => [c.name, c] as const))
  return [
    ...validatePodMetadataAndSpec(pod, spec),
    ...validatePodAnnotationsUpdate(pod.metadata.annotations, old.metadata.annotations, spec, metadata),
    ...(old.spec?.ephemeralContainers ?? []).flatMap(before => {
      const container = now.get(before.name)
      const which = `existing ephemeral containers ${JSON.stringify(before.name)} may not be`
      if (!container) return [forbidden(at, `${which} removed\n`)]
      if (equal(container, before)) return []
      return [forbidden(at, `${which} changed\n${ephemeralContainerDiff(before, container)}`)]
    }),
  ]
}
