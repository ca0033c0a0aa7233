import type { ManagedFieldsEntry } from '../../api/object.ts'
import { isPrintable } from '../quote.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid, tooLong } from './field.ts'

const MAX_MANAGER = 128
const MAX_SUBRESOURCE = 256

/** A field manager's name: short and printable (metav1 validation.ValidateFieldManager). */
export function validateFieldManager(manager: string, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (Buffer.byteLength(manager) > MAX_MANAGER) errors.push(tooLong(at, MAX_MANAGER))
  let position = 0
  for (const character of manager) {
    if (!isPrintable(character)) {
      const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
      errors.push(invalid(at, manager, `invalid character U+${code} (at position ${position})`))
    }
    position += Buffer.byteLength(character)
  }
  return errors
}

/** The entries of metadata.managedFields (metav1 validation.ValidateManagedFields). */
export function validateManagedFields(
  entries: readonly ManagedFieldsEntry[] | null | undefined,
  at: FieldPath,
): ErrorList {
  return (entries ?? []).flatMap((entry, i) => {
    const here = at.index(i)
    const errors: ErrorList = []
    if (entry.operation !== 'Apply' && entry.operation !== 'Update') {
      errors.push(invalid(here.child('operation'), entry.operation ?? '', 'must be `Apply` or `Update`'))
    }
    if (entry.fieldsType && entry.fieldsType !== 'FieldsV1') {
      errors.push(invalid(here.child('fieldsType'), entry.fieldsType, 'must be `FieldsV1`'))
    }
    errors.push(...validateFieldManager(entry.manager ?? '', here.child('manager')))
    if (Buffer.byteLength(entry.subresource ?? '') > MAX_SUBRESOURCE) {
      errors.push(tooLong(here.child('subresource'), MAX_SUBRESOURCE))
    }
    return errors
  })
}
