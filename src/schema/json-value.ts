/** An object of JSON: its keys are whatever somebody sent. */
export type JsonObject = Record<string, unknown>

/** Whether a value is an object of JSON: neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a JSON value is: values of different kinds cannot be merged. */
export function jsonKind(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
}

/** Sets a key as plain data, whatever its name. */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

/** A copy of plain JSON that shares nothing with it. */
export function ownCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(ownCopy) as T
  const copy: JsonObject = {}
  for (const key of Object.keys(value)) setOwn(copy, key, ownCopy((value as JsonObject)[key]))
  return copy as T
}
