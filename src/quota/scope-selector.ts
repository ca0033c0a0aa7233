import type { ScopedResourceSelectorRequirement } from '../api/types.gen.ts'

/** Whether one of the names that an object has for a scope (a pod has one priority class, or none) satisfies the operator and values. */
export function scopeSelects(
  { operator, values = [] }: ScopedResourceSelectorRequirement,
  names: readonly string[],
): boolean {
  switch (operator) {
    case 'Exists':
      return names.length > 0
    case 'DoesNotExist':
      return names.length === 0
    case 'In':
      return names.some(name => values.includes(name))
    case 'NotIn':
      return names.length === 0 || names.some(name => !values.includes(name))
    default:
      return false
  }
}
