import { shiftRight } from './scale.ts'
import { BINARY_SUFFIXES, DECIMAL_SUFFIXES } from './suffixes.ts'

/** How a quantity is written: 1500m and 12M, 12Mi, or 12e6. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** An exact amount, `unscaled` × 10^`exponent` (k8s.io/apimachinery/pkg/api/resource.Quantity). */
export interface Quantity {
  readonly unscaled: bigint
  readonly exponent: number
  readonly format: QuantityFormat
  /** The text it was parsed of, kept when Kubernetes takes that for canonical already. */
  readonly text?: string
}

/** A text that is no quantity. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError'
}

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const WRONG_SUFFIX = "unable to parse quantity's suffix"
const WRONG_NUMBER = 'unable to parse numeric part of quantity'

/** Both take what they can and never go back, so that no text is slow to read. */
const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?/
const SUFFIX = /^[eEinumkKMGTP]*[-+]?[0-9]*$/
const EXPONENT = /^[eE]([+-]?[0-9]+)$/

/** Nothing finer is kept: what is smaller is rounded up to it. */
const NANO = -9
const MAX_INT64 = 2n ** 63n - 1n
/** Digits that surely fit an int64. Beyond, Kubernetes computes differently, which shows in the texts it keeps. */
const INT64_DIGITS = 18
/** Kubernetes has no bound here and computes until it runs out of memory; nobody means such amounts. */
const MAX_EXPONENT = 1000

interface Suffix {
  format: QuantityFormat
  /** Of ten, or of two for BinarySI. */
  exponent: number
}

function interpretSuffix(suffix: string): Suffix {
  const decimal = DECIMAL_SUFFIXES.get(suffix)
  if (decimal !== undefined) return { format: 'DecimalSI', exponent: decimal }
  const binary = BINARY_SUFFIXES.indexOf(suffix)
  if (binary > 0) return { format: 'BinarySI', exponent: binary * 10 }
  const exponent = Number(EXPONENT.exec(suffix)?.[1] ?? Number.NaN)
  if (Number.isNaN(exponent) || exponent > MAX_EXPONENT) throw new QuantityError(WRONG_SUFFIX)
  return { format: 'DecimalExponent', exponent: Math.max(exponent, -MAX_EXPONENT) }
}

/**
 * The amount when it is small enough for the int64 arithmetic that Kubernetes tries first, with the text itself when
 * that arithmetic takes it for canonical.
 */
function parseSmall(
  text: string,
  negative: boolean,
  number: string,
  fraction: string,
  suffix: Suffix,
): Quantity | undefined {
  const binary = suffix.format === 'BinarySI'
  const room = binary
    ? 15 - number.length - Math.trunc((suffix.exponent * 3) / 10) - 1
    : INT64_DIGITS - number.length - fraction.length
  const exponent = (binary ? 0 : suffix.exponent) - fraction.length
  if (room < 0 || exponent < NANO || (binary && fraction !== '')) return undefined
  const digits = number + fraction
  const magnitude = BigInt(digits) << (binary ? BigInt(suffix.exponent) : 0n)
  const canonical = binary
    ? BigInt(digits) % 8n !== 0n
    : exponent % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
  const quantity = { unscaled: negative ? -magnitude : magnitude, exponent, format: suffix.format }
  return canonical ? { ...quantity, text } : quantity
}

/**
 * Parses a quantity (resource.ParseQuantity). Rounds up to billionths, and caps those with a binary suffix at 2^63-1.
 * Throws a QuantityError with Kubernetes' text.
 */
export function parseQuantity(text: string): Quantity {
  const [written = '', sign, digits = '', fraction = ''] = NUMBER.exec(text) ?? []
  const suffixText = text.slice(written.length)
  if (text === '' || !SUFFIX.test(suffixText)) throw new QuantityError(WRONG_FORMAT)
  const number = digits.replace(/^0+/, '') || '0'
  const suffix = interpretSuffix(suffixText)
  const negative = sign === '-'
  const small = parseSmall(text, negative, number, fraction, suffix)
  if (small !== undefined) return small
  if (digits + fraction === '') throw new QuantityError(WRONG_NUMBER)
  let magnitude = BigInt(number + fraction)
  let exponent = -fraction.length
  let format = suffix.format
  if (format === 'BinarySI') magnitude <<= BigInt(suffix.exponent)
  else exponent += suffix.exponent
  if (exponent < NANO) {
    magnitude = magnitude === 0n ? 0n : shiftRight(magnitude, NANO - exponent)
    exponent = NANO
  }
  if (format === 'BinarySI') {
    const one = 10n ** BigInt(-exponent)
    if (magnitude > MAX_INT64 * one) {
      magnitude = MAX_INT64
      exponent = 0
    } else if (magnitude > 0n && magnitude < one) {
      format = 'DecimalSI'
    }
  }
  return { unscaled: negative ? -magnitude : magnitude, exponent, format }
}
