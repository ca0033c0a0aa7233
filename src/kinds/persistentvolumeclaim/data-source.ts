import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { type ErrorList, type FieldPath, invalid, invalidFor, required } from '../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'

/** Where a claim's data come from is said twice, in an old and a new field: each completes the other. */
export function normalizeDataSources(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: { ...dataSource } }
  if (!dataSource && dataSourceRef && !dataSourceRef.namespace) {
    const { namespace: _, ...reference } = dataSourceRef
    return { ...spec, dataSource: reference }
  }
  return spec
}

/** The errors of what a claim is to be filled from: both fields must say the same (ValidatePersistentVolumeClaimSpec). */
export function validateDataSources(
  { dataSource, dataSourceRef }: PersistentVolumeClaimSpec,
  at: FieldPath,
): ErrorList {
  const errors = [
    ...(dataSource ? validateReference(dataSource, at.child('dataSource')) : []),
    ...(dataSourceRef ? validateReference(dataSourceRef, at.child('dataSourceRef')) : []),
  ]
  if (!dataSource || !dataSourceRef) return errors
  const value = String(at.child('dataSource'))
  const { namespace, ...reference } = dataSourceRef
  if (namespace) errors.push(invalid(at, value, 'may not be specified when dataSourceRef.namespace is specified'))
  else if (!equal(dataSource, reference)) errors.push(invalid(at, value, 'must match dataSourceRef'))
  return errors
}

function validateReference({ apiGroup = '', kind, name }: TypedObjectReference, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (!name) errors.push(required(at.child('name')))
  if (!kind) errors.push(required(at.child('kind')))
  if (apiGroup) errors.push(...invalidFor(at.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup)))
  else if (kind !== 'PersistentVolumeClaim')
    errors.push(invalid(at, kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup"))
  return errors
}
