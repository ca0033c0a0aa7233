import { quote } from '../apimachinery/quote.ts'
import { formatFloat } from './float.ts'
import { sortedKeys } from './sorted-keys.ts'

/** A decoded JSON value in Go syntax, as %#v writes it: map[string]interface {}{"a":1, "b":[]interface {}{…}}. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? String(BigInt(value)) : formatFloat(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value !== 'object') return String(value)
  const object = value as Record<string, unknown>
  const entries = sortedKeys(object).map(key => `${quote(key)}:${goSyntax(object[key])}`)
  return `map[string]interface {}{${entries.join(', ')}}`
}
