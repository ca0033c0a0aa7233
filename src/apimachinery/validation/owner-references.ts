import type { OwnerReference } from '../../api/object.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid } from './field.ts'

/** Group and version of an apiVersion; both empty when it has more than one slash. */
function parseGroupVersion(apiVersion: string): { group: string; version: string } {
  const parts = apiVersion.split('/')
  if (parts.length > 2) return { group: '', version: '' }
  return parts.length === 2
    ? { group: parts[0] as string, version: parts[1] as string }
    : { group: '', version: apiVersion }
}

/** In the order in which Go prints the fields. */
function printed({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): unknown {
  return {
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    name: name ?? '',
    uid: uid ?? '',
    controller,
    blockOwnerDeletion,
  }
}

function validateOwnerReference(reference: OwnerReference, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const { group, version } = parseGroupVersion(reference.apiVersion ?? '')
  if (version === '') {
    errors.push(invalid(at.child('apiVersion'), reference.apiVersion ?? '', 'version must not be empty'))
  }
  for (const field of ['kind', 'name', 'uid'] as const) {
    if (!reference[field]) errors.push(invalid(at.child(field), '', 'must not be empty'))
  }
  if (group === '' && version === 'v1' && reference.kind === 'Event') {
    errors.push(invalid(at, printed(reference), '/v1, Kind=Event is disallowed from being an owner'))
  }
  return errors
}

/** Each reference is complete, and one at the most is the controller's (ValidateOwnerReferences). */
export function validateOwnerReferences(
  references: readonly OwnerReference[] | null | undefined,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = []
  let controller = ''
  for (const reference of references ?? []) {
    errors.push(...validateOwnerReference(reference, at))
    if (reference.controller !== true) continue
    const name = `${reference.kind}/${reference.name}`
    if (controller === '') controller = name
    else {
      errors.push(
        invalid(
          at,
          (references ?? []).map(printed),
          `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`,
        ),
      )
    }
  }
  return errors
}
