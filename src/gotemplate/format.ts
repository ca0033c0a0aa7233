import { formatFloat } from './float.ts'
import { GoFloat, GoInt } from './go-number.ts'
import { sortedKeys } from './sorted-keys.ts'

/** A decoded JSON value as Go's %v writes it: map[a:1 b:[x y]], <nil>, 1e+06. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return '<nil>'
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? String(BigInt(value)) : formatFloat(value)
  }
  if (Array.isArray(value)) return `[${value.map(formatValue).join(' ')}]`
  if (value instanceof GoFloat) return formatFloat(value.value)
  if (value instanceof GoInt) return String(value.value)
  if (typeof value !== 'object') return String(value)
  const object = value as Record<string, unknown>
  const entries = sortedKeys(object).map(key => `${key}:${formatValue(object[key])}`)
  return `map[${entries.join(' ')}]`
}
