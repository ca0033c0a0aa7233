/**
 * The values of an executing template. A value is a decoded JSON value, a GoInt or GoFloat, `undefined` for no value at all (a key that a map
 * has not), or a Boxed one: Go's maps and lists hold their values behind an interface, which shows in messages and with null.
 */
import { GoFloat, GoInt, plainNumber } from './go-number.ts'

export class Boxed {
  constructor(readonly value: unknown) {}
}

/** The value in the box; `undefined` for a boxed null and for no value. */
export function unbox(value: unknown): unknown {
  const inner = value instanceof Boxed ? value.value : value
  return inner === null ? undefined : inner
}

/** Whether a value is a map with string keys. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof plainNumber(value) !== 'number'
}

/** The whole number that a value is, of the object or of the template; undefined where it is none. */
export function asInt(value: unknown): number | undefined {
  if (value instanceof GoInt) return value.value
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined
}

/** The name of a value's Go type. */
export function goType(value: unknown): string {
  if (value instanceof Boxed) return 'interface {}'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return asInt(value) !== undefined ? 'int64' : 'float64'
  if (value instanceof GoFloat) return 'float64'
  if (value instanceof GoInt) return 'int'
  if (value === undefined || value === null) return '<nil>'
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}

/** Whether `if` takes a value for true: everything but false, 0, nothing, and what is empty. */
export function isTrue(value: unknown): boolean {
  const inner = plainNumber(unbox(value))
  if (inner === undefined) return false
  if (Array.isArray(inner)) return inner.length > 0
  if (isMap(inner)) return Object.keys(inner).length > 0
  return Boolean(inner)
}
