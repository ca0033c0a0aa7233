import { quote } from './quote.ts'
import type { ErrorList, FieldPath } from './validation/field.ts'
import { invalid } from './validation/field.ts'
import { isValidPercent, validateNonnegativeField } from './validation/numbers.ts'

/** A number, or a percentage as in "25%". */
export type IntOrString = number | string

/** A value that is neither a number nor a percentage. */
export class IntOrStringError extends Error {
  override readonly name = 'IntOrStringError'
}

const MAX_INT64 = 2n ** 63n - 1n

function parsePercent(text: string): number {
  if (!text.endsWith('%')) {
    throw new IntOrStringError('invalid value for IntOrString: invalid type: string is not a percentage')
  }
  const digits = text.slice(0, -1)
  const fault = (why: string): IntOrStringError =>
    new IntOrStringError(
      `invalid value for IntOrString: invalid value ${quote(text)}: strconv.Atoi: parsing ${quote(digits)}: ${why}`,
    )
  if (!/^[+-]?[0-9]+$/.test(digits)) throw fault('invalid syntax')
  if (digits.length > 40 || BigInt(digits.replace(/^\+/, '')) > MAX_INT64) throw fault('value out of range')
  return Number(digits)
}

/**
 * A number as it is, a percentage as that part of the total (intstr.GetScaledValueFromIntOrPercent).
 * Throws an IntOrStringError with Kubernetes' text.
 */
export function scaledValue(value: IntOrString | undefined | null, total: number, roundUp: boolean): number {
  if (value === undefined || value === null) throw new IntOrStringError('nil value for IntOrString')
  if (typeof value === 'number') return value
  const share = (parsePercent(value) * total) / 100
  return roundUp ? Math.ceil(share) : Math.floor(share)
}

/**
 * The number of a percentage, else the value itself; a text that is no number counts as 0
 * (apps validation.getIntOrPercentValue).
 */
export function intOrPercentValue(value: IntOrString): number {
  if (typeof value === 'number') return value
  return percentValue(value) ?? (/^[+-]?[0-9]+$/.test(value) ? Number(value) : 0)
}

/** The number before the percent sign, or undefined for what is no valid percentage. */
function percentValue(value: IntOrString): number | undefined {
  return typeof value === 'string' && isValidPercent(value).length === 0 ? Number(value.slice(0, -1)) : undefined
}

/** A percentage, or a number that is not negative (apps validation.ValidatePositiveIntOrPercent). */
export function validatePositiveIntOrPercent(value: IntOrString, at: FieldPath): ErrorList {
  if (typeof value === 'number') return validateNonnegativeField(value, at)
  return isValidPercent(value).map(fault => invalid(at, value, fault))
}

/** A percentage may not exceed 100 (apps validation.IsNotMoreThan100Percent). */
export function validateNotMoreThan100Percent(value: IntOrString, at: FieldPath): ErrorList {
  const percent = percentValue(value)
  return percent === undefined || percent <= 100 ? [] : [invalid(at, value, 'must not be greater than 100%')]
}
