import type { CSIDriver, CSIDriverSpec, StorageV1TokenRequest } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import { validateDriverName } from '../persistentvolume/sources.ts'

const FS_GROUP_POLICIES = ['ReadWriteOnceWithFSType', 'File', 'None']
const LIFECYCLE_MODES = ['Ephemeral', 'Persistent']
const TEN_MINUTES = 600
const MAX_SECONDS = 2 ** 32
const SHORTEST_UPDATE_PERIOD = 10

/** A driver's name, which is a CSI name, and its spec (ValidateCSIDriver). */
export function validateCSIDriver({ metadata, spec }: CSIDriver): ErrorList {
  return [...validateDriverName(metadata.name ?? '', path('metadata', 'name')), ...validateSpec(spec, path('spec'))]
}

/** What is attached and mounted one way is not to be detached another way (ValidateCSIDriverUpdate). */
export function validateCSIDriverUpdate({ spec }: CSIDriver, { spec: old }: CSIDriver): ErrorList {
  const at = path('spec')
  return [
    ...validateSpec(spec, at),
    ...validateImmutableField(spec.attachRequired, old.attachRequired, at.child('attachedRequired')),
    ...validateImmutableField(spec.volumeLifecycleModes, old.volumeLifecycleModes, at.child('volumeLifecycleModes')),
  ]
}

function validateSpec(spec: CSIDriverSpec, at: FieldPath): ErrorList {
  const { fsGroupPolicy: policy, nodeAllocatableUpdatePeriodSeconds: period } = spec
  const errors = (['attachRequired', 'podInfoOnMount', 'storageCapacity'] as const).flatMap(field =>
    spec[field] === undefined ? [required(at.child(field))] : [],
  )
  if (policy === undefined) errors.push(required(at.child('fsGroupPolicy')))
  else if (!FS_GROUP_POLICIES.includes(policy))
    errors.push(notSupported(at.child('fsGroupPolicy'), policy, FS_GROUP_POLICIES, 'given'))
  errors.push(...validateTokenRequests(spec.tokenRequests ?? [], at.child('tokenRequests')))
  const modesAt = at.child('volumeLifecycleModes')
  for (const mode of spec.volumeLifecycleModes ?? [])
    if (!LIFECYCLE_MODES.includes(mode)) errors.push(notSupported(modesAt, mode, LIFECYCLE_MODES))
  if (spec.seLinuxMount === undefined) errors.push(required(at.child('seLinuxMount')))
  if (period !== undefined && period < SHORTEST_UPDATE_PERIOD) {
    const rule = `must be greater than or equal to ${SHORTEST_UPDATE_PERIOD} seconds`
    errors.push(invalid(at.child('nodeAllocatableUpdatePeriodSeconds'), period, rule))
  }
  return errors
}

function validateTokenRequests(requests: readonly StorageV1TokenRequest[], at: FieldPath): ErrorList {
  const audiences = new Set<string>()
  return requests.flatMap(({ audience = '', expirationSeconds: seconds }, i) => {
    const here = at.index(i)
    const errors: ErrorList = []
    if (audiences.has(audience)) errors.push(duplicate(here.child('audience'), audience))
    audiences.add(audience)
    const expirationAt = here.child('expirationSeconds')
    if (seconds !== undefined && seconds < TEN_MINUTES)
      errors.push(invalid(expirationAt, seconds, 'may not specify a duration less than 10 minutes'))
    if (seconds !== undefined && seconds > MAX_SECONDS)
      errors.push(invalid(expirationAt, seconds, 'may not specify a duration larger than 2^32 seconds'))
    return errors
  })
}
