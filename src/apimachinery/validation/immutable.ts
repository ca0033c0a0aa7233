import { equal } from '../equality.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid } from './field.ts'

/** The new value must mean the same as the old (ValidateImmutableField). */
export function validateImmutableField(newValue: unknown, oldValue: unknown, at: FieldPath): ErrorList {
  return equal(newValue, oldValue) ? [] : [invalid(at, newValue, 'field is immutable')]
}
