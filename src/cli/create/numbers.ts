import { quote } from '../../apimachinery/quote.ts'
import { CommandError } from '../errors.ts'

/** A whole number of decimal digits, perhaps signed, as Go's strconv.Atoi reads it; undefined for anything else. */
export function parseDecimal(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
}

/** As parseDecimal. Throws CommandError with strconv's words. */
export function requireDecimal(text: string): number {
  const value = parseDecimal(text)
  if (value !== undefined) return value
  const why = /^[+-]?[0-9]+$/.test(text) ? 'value out of range' : 'invalid syntax'
  throw new CommandError(`strconv.Atoi: parsing ${quote(text)}: ${why}`)
}

/** A port number from 0 to 65535. Throws CommandError with the words of strconv.ParseUint. */
export function parseUint16(text: string): number {
  if (!/^[0-9]+$/.test(text)) throw new CommandError(`strconv.ParseUint: parsing ${quote(text)}: invalid syntax`)
  if (Number(text) > 65535) throw new CommandError(`strconv.ParseUint: parsing ${quote(text)}: value out of range`)
  return Number(text)
}

/** A number of 32 bits, or the text where it is none (intstr.Parse). */
export function parseIntOrString(text: string): number | string {
  const value = parseDecimal(text)
  return value !== undefined && (value | 0) === value ? value : text
}
