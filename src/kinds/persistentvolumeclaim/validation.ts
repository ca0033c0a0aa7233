import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { compareQuantities, quantitySign, wholeValueOf } from '../../apimachinery/quantity.ts'
import { type ErrorList, forbidden, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import { validateClassName } from '../persistentvolume/validation.ts'
import { structDiff } from '../pod/spec-diff.ts'
import { validateClaimSpec } from '../pod/validation/claim-template.ts'
import { CLASS_ANNOTATION } from './class.ts'
import { validateDataSources } from './data-source.ts'

const IMMUTABLE =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'

/** A claim, all but its metadata (ValidatePersistentVolumeClaim). */
export function validateClaim({ spec = {} }: PersistentVolumeClaim): ErrorList {
  const at = path('spec')
  return [
    ...validateClaimSpec(spec, at),
    ...validateDataSources(spec, at),
    ...validateClassName(spec.volumeAttributesClassName, at.child('volumeAttributesClassName')),
  ]
}

/** An update of a claim (ValidatePersistentVolumeClaimUpdate): once it is bound it may grow, and change its attributes. */
export function validateClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): ErrorList {
  const spec = claim.spec ?? {}
  const before = old.spec ?? {}
  const errors = validateClaim(claim)
  const [annotation, oldAnnotation] = [claim, old].map(c => c.metadata.annotations?.[CLASS_ANNOTATION])
  const isUpgraded = oldAnnotation !== undefined && before.storageClassName === undefined
  const movesAnnotation = isUpgraded && annotation === undefined && spec.storageClassName === oldAnnotation
  if (annotation !== oldAnnotation && !movesAnnotation)
    errors.push(invalid(`metadata.annotations[${CLASS_ANNOTATION}]`, annotation ?? '', 'field is immutable'))
  const allowed = withFreeFields(spec, before, claim.status?.phase === 'Bound', movesAnnotation || !isUpgraded)
  const expected = before.volumeName ? before : { ...before, ...(spec.volumeName && { volumeName: spec.volumeName }) }
  if (!equal(allowed, expected))
    errors.push(forbidden('spec', `${IMMUTABLE}\n${structDiff('ClaimSpec', allowed, expected)}`))
  const [size, oldSize] = [spec, before].map(s => s.resources?.requests?.storage ?? '0') as [string, string]
  const capacity = old.status?.capacity?.storage ?? '0'
  if (compareQuantities(size, oldSize) < 0 && compareQuantities(size, capacity) < 0)
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'))
  errors.push(...validateImmutableField(spec.volumeMode, before.volumeMode, path('volumeMode')))
  return [...errors, ...validateAttributesClass(spec, before)]
}

/** The new spec with the old one's values where a change is allowed. */
function withFreeFields(
  spec: PersistentVolumeClaimSpec,
  old: PersistentVolumeClaimSpec,
  isBound: boolean,
  mayGetClass: boolean,
): PersistentVolumeClaimSpec {
  const { storageClassName, volumeAttributesClassName, ...rest } = spec
  const getsClass = mayGetClass && old.storageClassName === undefined
  const className = getsClass ? undefined : storageClassName
  const attributes = isBound ? old.volumeAttributesClassName : volumeAttributesClassName
  const oldStorage = old.resources?.requests?.storage
  const grown = isBound && spec.resources?.requests && oldStorage !== undefined
  return {
    ...rest,
    ...(className !== undefined && { storageClassName: className }),
    ...(attributes !== undefined && { volumeAttributesClassName: attributes }),
    ...(grown && { resources: { ...spec.resources, requests: { ...spec.resources!.requests, storage: oldStorage } } }),
  }
}

function validateAttributesClass(spec: PersistentVolumeClaimSpec, old: PersistentVolumeClaimSpec): ErrorList {
  const name = spec.volumeAttributesClassName
  if (old.volumeAttributesClassName === undefined || name) return []
  const what = name === undefined ? 'nil' : 'an empty string'
  return [forbidden('spec.volumeAttributesClassName', `update from non-nil value to ${what} is forbidden`)]
}

/** A claim's status (ValidatePersistentVolumeClaimStatusUpdate). */
export function validateClaimStatus({ spec, status }: PersistentVolumeClaim): ErrorList {
  const negative = (field: 'capacity' | 'allocatedResources') =>
    Object.entries(status?.[field] ?? {})
      .filter(([, amount]) => quantitySign(amount) < 0)
      .map(([name, amount]) =>
        invalid(path('status', field).key(name), wholeValueOf(amount), 'must be a valid resource quantity'),
      )
  return [
    ...(spec?.accessModes?.length ? [] : [required('Spec.accessModes')]),
    ...negative('capacity'),
    ...negative('allocatedResources'),
  ]
}
