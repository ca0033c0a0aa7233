import { parseQuantity, type Quantity, type QuantityFormat } from './quantity/parse.ts'
import { scaledTo } from './quantity/scale.ts'
import { quantityText } from './quantity/text.ts'

export type { Quantity, QuantityFormat } from './quantity/parse.ts'
export { parseQuantity, QuantityError } from './quantity/parse.ts'
export { quantityText } from './quantity/text.ts'

/** A quantity as objects hold it, or parsed. What takes one throws a QuantityError for a text that is none. */
export type Amount = string | Quantity

function parsed(amount: Amount): Quantity {
  return typeof amount === 'string' ? parseQuantity(amount) : amount
}

/** Up to three digits and a suffix are canonical already: the most common of all quantities. */
const CANONICAL_ALREADY = /^(?:0|[1-9][0-9]{0,2}(?:[numkMGTPE]|[KMGTP]i)?)$/

/**
 * The canonical form of a quantity that came as a string or a number: `1000m` is `1`, `1024Ki` is `1Mi`. With `format`
 * the same amount in another format than its own. Throws a QuantityError.
 */
export function canonicalQuantity(value: string | number, format?: QuantityFormat): string {
  const text = typeof value === 'string' ? value.trim() : String(value)
  if (format === undefined && CANONICAL_ALREADY.test(text)) return text
  const quantity = parseQuantity(text)
  if (format === undefined || format === quantity.format) return quantityText(quantity)
  return quantityText({ unscaled: quantity.unscaled, exponent: quantity.exponent, format })
}

/** The format that a quantity is written in. */
export function quantityFormat(amount: Amount): QuantityFormat {
  return parsed(amount).format
}

/** A quantity of so many whole units (resource.NewQuantity). */
export function newQuantity(value: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { unscaled: BigInt(value), exponent: 0, format }
}

function plus(a: Quantity, b: Quantity, sign: 1n | -1n): string {
  const exponent = Math.min(a.exponent, b.exponent)
  return quantityText({
    unscaled: scaledTo(a, exponent) + sign * scaledTo(b, exponent),
    exponent,
    format: a.unscaled === 0n ? b.format : a.format,
  })
}

/** The canonical text of the sum, in the format of the first unless that is zero. */
export function addQuantities(a: Amount, b: Amount): string {
  return plus(parsed(a), parsed(b), 1n)
}

/** The canonical text of the difference, in the format of the first unless that is zero. */
export function subtractQuantities(a: Amount, b: Amount): string {
  return plus(parsed(a), parsed(b), -1n)
}

/** Negative when a is less than b, zero when they are the same amount in whatever format, positive when a is more. */
export function compareQuantities(a: Amount, b: Amount): number {
  if (a === b) return 0
  const left = parsed(a)
  const right = parsed(b)
  const exponent = Math.min(left.exponent, right.exponent)
  const difference = scaledTo(left, exponent) - scaledTo(right, exponent)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** -1, 0 or 1. */
export function quantitySign(amount: Amount): number {
  const { unscaled } = parsed(amount)
  return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0
}

/** The amount in whole units, rounded up (away from zero). */
export function wholeValueOf(amount: Amount): number {
  return Number(scaledTo(parsed(amount), 0))
}

/** Larger amounts do not fit in thousandths (resource.MaxMilliValue). */
export const MAX_MILLI_VALUE = (2 ** 63 - 1) / 1000

/** The amount in thousandths, rounded up (away from zero). */
export function milliValueOf(amount: Amount): number {
  return Number(scaledTo(parsed(amount), -3))
}
