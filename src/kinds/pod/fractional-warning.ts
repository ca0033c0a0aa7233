import { milliValueOf } from '../../apimachinery/quantity.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import type { ResourceList } from './resource-lists.ts'

/** A warning where the list's amount of that resource, in bytes, is no whole number. `at` is the list's path. */
export function fractionalWarning(list: ResourceList | undefined, name: string, at: FieldPath): string[] {
  const quantity = list?.[name]
  if (quantity === undefined || milliValueOf(quantity) % 1000 === 0) return []
  return [`${at.key(name)}: fractional byte value ${quote(quantity)} is invalid, must be an integer`]
}
