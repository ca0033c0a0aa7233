import type { PodSpec, Volume } from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  required,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { validateDNS1123Label } from './formats.ts'
import type { Volumes } from './volume-mounts.ts'
import { VOLUME_SOURCES } from './volume-sources.ts'

/**
 * spec.volumes: what is wrong, and the volumes that may be mounted. `podName` is '' for templates: then nothing is said about
 * the claims that would be made for the pod.
 */
export function validateVolumes(
  volumes: PodSpec['volumes'] = [],
  podName: string,
  at: FieldPath,
): { errors: ErrorList; valid: Volumes } {
  const valid = new Map<string, Volume>()
  const created = new Set(podName ? volumes.filter(v => v.ephemeral).map(v => `${podName}-${v.name}`) : [])
  const errors = volumes.flatMap((volume, i) => {
    const here = at.index(i)
    const own = [
      ...validateVolumeSource(volume, podName, here),
      ...validateVolumeName(volume, valid, here.child('name')),
    ]
    if (own.length === 0) valid.set(volume.name, volume)
    const claim = volume.persistentVolumeClaim?.claimName
    if (claim && created.has(claim)) {
      const rule = 'must not reference a PVC that gets created for an ephemeral volume'
      own.push(invalid(here.child('persistentVolumeClaim', 'claimName'), claim, rule))
    }
    return own
  })
  return { errors, valid }
}

function validateVolumeName(volume: Volume, seen: Volumes, at: FieldPath): ErrorList {
  const name = volume.name ?? ''
  const errors = name ? validateDNS1123Label(name, at) : [required(at)]
  return seen.has(name) ? [...errors, duplicate(at, name)] : errors
}

function validateVolumeSource(volume: Volume, podName: string, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  let found = 0
  for (const source of VOLUME_SOURCES) {
    const value = volume[source.field]
    if (value === undefined) continue
    if (found++ > 0) {
      errors.push(forbidden(at.child(source.forbiddenAs ?? source.field), 'may not specify more than 1 volume type'))
    } else {
      errors.push(...source.validate(value as never, at.child(source.path ?? source.field)))
      if (source.field === 'ephemeral') errors.push(...validateClaimOfPod(volume.name ?? '', podName, at.child('name')))
    }
    if (source.field === 'iscsi') errors.push(...validateInitiatorName(volume, at.child('name')))
  }
  return found === 0 ? [required(at, 'must specify a volume type')] : errors
}

function validateClaimOfPod(volume: string, pod: string, at: FieldPath): ErrorList {
  if (!pod || !volume) return []
  const claim = `${pod}-${volume}`
  return isDNS1123Subdomain(claim).map(message => invalid(at, volume, `PVC name ${JSON.stringify(claim)}: ${message}`))
}

function validateInitiatorName(volume: Volume, at: FieldPath): ErrorList {
  const { initiatorName, targetPortal = '' } = volume.iscsi!
  if (initiatorName === undefined || `${volume.name}:${targetPortal}`.length <= 64) return []
  const rule =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'
  return [invalid(at, volume.name, rule)]
}
