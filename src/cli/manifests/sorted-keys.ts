import { setOwn } from '../../schema/json-value.ts'

/**
 * Plain JSON with the keys of all objects in order, as kubectl sends it (its objects are Go maps): the server tells what is wrong
 * with an object in the order in which it meets it. What is in order already is shared.
 */
export function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? sortedItems(value) : sortedObject(value as Record<string, unknown>)
}

function sortedItems(items: unknown[]): unknown[] {
  let sorted: unknown[] | undefined
  for (const [i, item] of items.entries()) {
    const other = sortedKeys(item)
    if (other === item) continue
    sorted ??= [...items]
    sorted[i] = other
  }
  return sorted ?? items
}

/** `sortedKeys` of an object. */
export function sortedObject(object: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(object)
  const ordered = inOrder(keys)
  let same = ordered
  const sorted: Record<string, unknown> = {}
  for (const key of ordered ? keys : keys.sort()) {
    const value = object[key]
    const other = sortedKeys(value)
    if (other !== value) same = false
    setOwn(sorted, key, other)
  }
  return same ? object : sorted
}

function inOrder(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return false
  return true
}
