import type { ErrorList, FieldPath } from './field.ts'
import { invalid } from './field.ts'
import { inclusiveRangeText, regexText } from './messages.ts'

const MAX_INT32 = 2 ** 31 - 1

/** The number must not be negative; an absent one counts as 0 (ValidateNonnegativeField). */
export function validateNonnegativeField(value: number | undefined | null, at: FieldPath): ErrorList {
  return (value ?? 0) < 0 ? [invalid(at, value, 'must be greater than or equal to 0')] : []
}

/** A port's number, 1 to 65535. */
export function isValidPortNum(port: number): string[] {
  return isInRange(port, 1, 65535)
}

/** A number within bounds, both included. */
export function isInRange(value: number, min: number, max: number): string[] {
  return value >= min && value <= max ? [] : [inclusiveRangeText(min, max)]
}

/** The id of a Unix user. */
export function isValidUserID(id: number): string[] {
  return isInRange(id, 0, MAX_INT32)
}

/** The id of a Unix group. */
export function isValidGroupID(id: number): string[] {
  return isInRange(id, 0, MAX_INT32)
}

/** A percentage as in "25%". */
export function isValidPercent(value: string): string[] {
  return /^[0-9]+%$/.test(value)
    ? []
    : [regexText("a valid percent string must be a numeric string followed by an ending '%'", '[0-9]+%', '1%', '93%')]
}
