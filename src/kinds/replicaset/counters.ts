import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

type Counters<C extends string> = Partial<Record<C, number>>

/** No counter of a workload's status is negative. */
export function validateCounters<C extends string>(status: Counters<C>, names: readonly C[], at: FieldPath): ErrorList {
  return names.flatMap(name => validateNonnegativeField(status[name] ?? 0, at.child(name)))
}

/** One counter of a status is no larger than another. */
export function validateAtMost<C extends string>(
  status: Counters<C>,
  name: C,
  limit: C,
  at: FieldPath,
  limitText: string = `status.${limit}`,
): ErrorList {
  const value = status[name] ?? 0
  return value > (status[limit] ?? 0) ? [invalid(at.child(name), value, `cannot be greater than ${limitText}`)] : []
}

/** Collisions of names are counted, and never forgotten. */
export function validateCollisionCount(
  { collisionCount }: Counters<'collisionCount'>,
  old: Counters<'collisionCount'>,
  at: FieldPath,
): ErrorList {
  const isKept = old.collisionCount === undefined || (collisionCount ?? -1) >= old.collisionCount
  return isKept ? [] : [invalid(at.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented')]
}
