import type { Quantity, QuantityFormat } from './parse.ts'
import { abs, scaledTo } from './scale.ts'
import { BINARY_SUFFIXES, DECIMAL_SUFFIXES } from './suffixes.ts'

/** Kubernetes prints no suffix at all for powers that have none: 1000E comes out as 1. */
function decimalSuffix(exponent: number): string {
  for (const [suffix, e] of DECIMAL_SUFFIXES) if (e === exponent) return suffix
  return ''
}

function significantLength(digits: string): number {
  let length = digits.length
  while (digits[length - 1] === '0') length--
  return length
}

function decimalText(q: Quantity, format: QuantityFormat): string {
  const digits = abs(q.unscaled).toString()
  const kept = digits.slice(0, significantLength(digits))
  let exponent = q.exponent + digits.length - kept.length
  const padding = ((exponent % 3) + 3) % 3
  exponent -= padding
  const mantissa = `${q.unscaled < 0n ? '-' : ''}${kept}${'0'.repeat(padding)}`
  if (format === 'DecimalSI') return mantissa + decimalSuffix(exponent)
  return exponent === 0 ? mantissa : `${mantissa}e${exponent}`
}

function binaryText(whole: bigint): string {
  let mantissa = whole
  let power = 0
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n
    power++
  }
  return mantissa.toString() + (BINARY_SUFFIXES[power] ?? '')
}

/** The quantity as the API writes it, in canonical form: `1000m` is `1`, `1024Ki` is `1Mi`, `1.5` is `1500m`. */
export function quantityText(q: Quantity): string {
  if (q.text !== undefined) return q.text
  if (q.unscaled === 0n) return '0'
  if (q.format !== 'BinarySI') return decimalText(q, q.format)
  const whole = scaledTo(q, 0)
  const exact = q.exponent >= 0 || whole * 10n ** BigInt(-q.exponent) === q.unscaled
  return exact && abs(whole) >= 1024n ? binaryText(whole) : decimalText(q, 'DecimalSI')
}
