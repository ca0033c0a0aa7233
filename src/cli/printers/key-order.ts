import { sortedKeys } from '../../gotemplate/sorted-keys.ts'

/**
 * In which order the keys of an object are written: 'sorted', as Go writes maps, or 'given', as it writes structs (kubectl prints
 * what its generators make, `create deployment --dry-run=client -o json`, in the order of the struct's fields).
 */
export type KeyOrder = 'sorted' | 'given'

const INTEGER_KEY = /^(?:0|[1-9][0-9]*)$/

/** The keys of an object in order, without those whose value is undefined. */
export function keysOf(object: Record<string, unknown>, order: KeyOrder): string[] {
  const keys = order === 'given' ? Object.keys(object) : sortedKeys(object)
  // JavaScript moves keys that are numbers to the front; only maps have such keys, and Go sorts maps in either order.
  if (order === 'given' && keys.some(key => INTEGER_KEY.test(key))) return keysOf(object, 'sorted')
  return keys.some(key => object[key] === undefined) ? keys.filter(key => object[key] !== undefined) : keys
}
