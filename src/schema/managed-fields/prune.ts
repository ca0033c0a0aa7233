import type { Type } from '../types.ts'
import { difference, type FieldSet, intersection, isEmptySet, union } from './field-set.ts'
import type { Manager } from './managers.ts'
import { removeItems } from './remove-items.ts'
import { toFieldSet, withNamedFields } from './to-field-set.ts'

/**
 * The merged object without what its manager applied last time (`last`) and nobody has or applies any more; `managers` are all
 * managers, the applying one with what it applies now. Shares what does not change.
 */
export function prune(merged: unknown, last: FieldSet, managers: readonly Manager[], type: Type): unknown {
  if (isEmptySet(last)) return merged
  const named = (set: FieldSet) => withNamedFields(set, type)
  const all = named(toFieldSet(merged, type))
  const setOf = (value: unknown) => (value === undefined ? {} : named(toFieldSet(value, type)))
  const owned = named(managers.map(m => m.fields).reduce(union, {}))

  // Taking everything away that was applied last may take what others own along with its parents: that is put back.
  const without = setOf(removeItems(merged, named(last), type))
  const kept = removeItems(merged, difference(all, union(without, owned)), type)
  // What nobody owns goes only if it was this manager's.
  return removeItems(merged, intersection(difference(all, setOf(kept)), named(last)), type)
}
