import { equal } from '../../apimachinery/equality.ts'
import type { ErrorList, FieldError } from '../../apimachinery/validation/field.ts'

const STEP = /\.?([^.[\]]+)|\[(\d+)\]/g

/**
 * The errors about values that an update has changed: what was wrong before may stay (CRDValidationRatcheting). Items of lists have
 * nothing to be compared with unless the whole list is as it was.
 */
export function withoutUnchanged(errors: ErrorList, object: object, old: object): ErrorList {
  return errors.filter(error => !isUnchanged(error, object, old))
}

function isUnchanged({ type, field }: FieldError, object: unknown, old: unknown): boolean {
  const steps = [...field.matchAll(STEP)].map(([, name, index]) => name ?? Number(index))
  // what is required is missing: its parent is what has not changed
  const last = type === 'Required' ? steps.length - 1 : steps.length
  let [now, before] = [object, old]
  for (const step of steps.slice(0, last)) {
    if (typeof step === 'number') break
    now = memberOf(now, step)
    before = memberOf(before, step)
    if (now === undefined || before === undefined) return false
  }
  return last > 0 && equal(now, before)
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
