import type { Pod, PodSpec } from '../../../api/types.gen.ts'
import { type ErrorList, forbidden, path } from '../../../apimachinery/validation/field.ts'
import { isKnownValid, rememberValid } from '../shared-spec.ts'
import {
  MIRROR_POD,
  validateAppArmorAnnotationsMatch,
  validatePodAnnotations,
  validateSeccompAnnotationsMatch,
} from './annotations.ts'
import { validateContainerOnlyForPod } from './container-common.ts'
import { validatePodSpec } from './spec.ts'

/** A new pod: everything but its metadata (ValidatePodCreate). A spec that was found right before is not looked at again. */
export function validatePodCreate(pod: Pod): ErrorList {
  const spec = pod.spec ?? { containers: [] }
  const at = path('spec')
  const errors = validatePodMetadataAndSpec(pod, spec)
  if (spec.ephemeralContainers?.length)
    errors.push(forbidden(at.child('ephemeralContainers'), 'cannot be set on create'))
  if (spec.nodeName && spec.schedulingGates?.length) {
    errors.push(forbidden(at.child('nodeName'), 'cannot be set until all schedulingGates have been cleared'))
  }
  const { annotations } = pod.metadata
  if (!annotations) return errors
  return [
    ...errors,
    ...validateSeccompAnnotationsMatch(annotations, spec, at),
    ...validateAppArmorAnnotationsMatch(annotations, spec, at),
  ]
}

/** What holds for a pod whenever it is written. */
export function validatePodMetadataAndSpec(pod: Pod, spec: PodSpec): ErrorList {
  const { annotations } = pod.metadata
  const errors = annotations ? validatePodAnnotations(annotations, spec, path('metadata', 'annotations')) : []
  if (isKnownValid(spec, 'pod')) return errors
  const ofSpec = validateSpecOfPod(pod, spec)
  if (ofSpec.length === 0 && !dependsOnPod(spec)) rememberValid(spec, 'pod')
  return [...errors, ...ofSpec]
}

/** Names of claims are made of the pod's; mirror pods may have none. */
function dependsOnPod(spec: PodSpec): boolean {
  return !!spec.resourceClaims?.length || !!spec.volumes?.some(v => v.ephemeral)
}

function validateSpecOfPod(pod: Pod, spec: PodSpec): ErrorList {
  const at = path('spec')
  const isMirror = Object.hasOwn(pod.metadata.annotations ?? {}, MIRROR_POD)
  const errors = validatePodSpec(spec, { name: pod.metadata.name ?? '', isMirror }, at)
  if (!spec.serviceAccountName) {
    spec.volumes?.forEach((volume, i) => {
      volume.projected?.sources?.forEach((source, j) => {
        if (!source.serviceAccountToken) return
        const here = at.child('volumes').index(i).child('projected', 'sources').index(j).child('serviceAccountToken')
        errors.push(forbidden(here, 'must not be specified when serviceAccountName is not set'))
      })
    })
  }
  for (const field of ['containers', 'initContainers'] as const) {
    spec[field]?.forEach((container, i) => {
      errors.push(...validateContainerOnlyForPod(container, at.child(field).index(i)))
    })
  }
  return errors
}
