import type { AppArmorProfile, ObjectMeta, PodSpec, SeccompProfile, Toleration } from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldError,
  type FieldPath,
  forbidden,
  invalid,
} from '../../../apimachinery/validation/field.ts'
import { visitContainers } from '../visit-containers.ts'
import { validateLocalDescendingPath } from './paths.ts'
import { validateTolerations } from './tolerations.ts'

type Annotations = NonNullable<ObjectMeta['annotations']>

export const MIRROR_POD = 'kubernetes.io/config.mirror'
const POD_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
export const SECCOMP_CONTAINER_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/'
export const APPARMOR_CONTAINER_PREFIX = 'container.apparmor.security.beta.kubernetes.io/'
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations'
const LOCALHOST = 'localhost/'

/** Annotations that mean something in a pod or a pod template. `at` is metadata.annotations. */
export function validatePodAnnotations(annotations: Annotations = {}, spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const mirror = own(annotations, MIRROR_POD)
  if (mirror !== undefined && !spec.nodeName) {
    errors.push(invalid(at.key(MIRROR_POD), mirror, 'must set spec.nodeName if mirror pod annotation is set'))
  }
  const tolerations = own(annotations, TOLERATIONS)
  if (tolerations) errors.push(...validateTolerationsAnnotation(tolerations, at.child(TOLERATIONS)))
  const cost = own(annotations, POD_DELETION_COST)
  if (cost !== undefined && !isDeletionCost(cost)) {
    errors.push(invalid(at.key(POD_DELETION_COST), cost, 'must be a 32bit integer'))
  }
  for (const [key, profile] of Object.entries(annotations)) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER_PREFIX)) {
      errors.push(...validateSeccompAnnotation(profile, at.child(key)))
    }
  }
  return [...errors, ...validateAppArmorAnnotations(annotations, spec, at)]
}

function own(annotations: Annotations, key: string): string | undefined {
  return Object.hasOwn(annotations, key) ? annotations[key] : undefined
}

/** A leading plus or zeros would be written back in another form. */
function isDeletionCost(text: string): boolean {
  return /^(?:0|-?[1-9][0-9]*)$/.test(text) && Math.abs(Number(text) + 0.5) < 2 ** 31
}

function validateTolerationsAnnotation(text: string, at: FieldPath): ErrorList {
  try {
    const tolerations: unknown = JSON.parse(text)
    return Array.isArray(tolerations) ? validateTolerations(tolerations as Toleration[], at) : []
  } catch (error) {
    return [invalid(at, TOLERATIONS, (error as Error).message)]
  }
}

function validateSeccompAnnotation(profile: string, at: FieldPath): ErrorList {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return []
  if (profile.startsWith(LOCALHOST)) return validateLocalDescendingPath(profile.slice(LOCALHOST.length), at)
  return [invalid(at, profile, 'must be a valid seccomp profile')]
}

function validateAppArmorAnnotations(annotations: Annotations, spec: PodSpec, at: FieldPath): ErrorList {
  return Object.entries(annotations).flatMap(([key, profile]) => {
    if (!key.startsWith(APPARMOR_CONTAINER_PREFIX)) return []
    const name = key.slice(APPARMOR_CONTAINER_PREFIX.length)
    const errors: ErrorList = hasContainer(spec, name) ? [] : [invalid(at.key(key), name, 'container not found')]
    if (!['', 'runtime/default', 'unconfined'].includes(profile) && !profile.startsWith(LOCALHOST)) {
      errors.push(invalid(at.key(key), profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`))
    }
    return errors
  })
}

function hasContainer(spec: PodSpec, name: string): boolean {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec
  return [...containers, ...initContainers, ...ephemeralContainers].some(c => c.name === name)
}

/** What an update may not do to a pod's annotations, and what holds for them anyway. */
export function validatePodAnnotationsUpdate(
  annotations: Annotations = {},
  old: Annotations = {},
  spec: PodSpec,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = []
  const refuse = (key: string, verb: string) => {
    if (key.startsWith(APPARMOR_CONTAINER_PREFIX))
      errors.push(forbidden(at.key(key), `may not ${verb} AppArmor annotations`))
    if (key === MIRROR_POD) errors.push(forbidden(at.key(key), `may not ${verb} mirror pod annotation`))
  }
  for (const key of Object.keys(old)) if (own(annotations, key) !== old[key]) refuse(key, 'remove or update')
  for (const key of Object.keys(annotations)) if (!Object.hasOwn(old, key)) refuse(key, 'add')
  return [...errors, ...validatePodAnnotations(annotations, spec, at)]
}

/** Where a seccomp annotation and the field that replaces it are both there, they say the same. `at` is the spec's path. */
export function validateSeccompAnnotationsMatch(annotations: Annotations, spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const match = (key: string, profile: SeccompProfile | undefined, here: FieldPath): void => {
    const annotation = own(annotations, key)
    if (annotation !== undefined) errors.push(...mismatch('seccomp', annotation, profile, here.child('seccompProfile')))
  }
  match(SECCOMP_POD, spec.securityContext?.seccompProfile, at.child('securityContext'))
  visitContainers(spec, at, (container, here) => {
    const profile = container.securityContext?.seccompProfile
    match(SECCOMP_CONTAINER_PREFIX + container.name, profile, here.child('securityContext'))
  })
  return errors
}

/** The same for AppArmor, which containers inherit from their pod. */
export function validateAppArmorAnnotationsMatch(annotations: Annotations, spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (spec.os?.name === 'windows') return errors
  visitContainers(spec, at, (container, here) => {
    const annotation = own(annotations, APPARMOR_CONTAINER_PREFIX + container.name)
    if (annotation === undefined) return
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile
    errors.push(...mismatch('apparmor', annotation, profile, here.child('securityContext', 'appArmorProfile')))
  })
  return errors
}

function mismatch(
  what: 'seccomp' | 'apparmor',
  annotation: string,
  profile: SeccompProfile | AppArmorProfile | undefined,
  at: FieldPath,
): FieldError[] {
  const wrongType = [forbidden(at.child('type'), `${what} type in annotation and field must match`)]
  switch (profile?.type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : wrongType
    case 'RuntimeDefault':
      return annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default')
        ? []
        : wrongType
    case 'Localhost':
      if (!annotation.startsWith(LOCALHOST)) return wrongType
      if (annotation.slice(LOCALHOST.length) === profile.localhostProfile) return []
      return [forbidden(at.child('localhostProfile'), `${what} profile in annotation and field must match`)]
    default:
      return []
  }
}
