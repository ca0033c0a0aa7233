import type { ControllerContext } from '../controllers/controller.ts'

let mine = new WeakSet<object>()

/** To be called when what there is now is being written to disk: what changes from here on is changed in a copy, and written again. */
export function forgetWritable(): void {
  mine = new WeakSet()
}

/**
 * A value of the internal state that may be changed in place; call `putInternal` after each change. What was read from the state
 * file is copied with `copy` once. Changes are not undone when a sync fails: make them after the API calls that may throw.
 */
export function writable<T extends object>(
  context: ControllerContext,
  key: string,
  copy: (stored: T | undefined) => T,
): T {
  const stored = context.getInternal<T>(key)
  if (stored && mine.has(stored)) return stored
  const fresh = copy(stored)
  mine.add(fresh)
  context.putInternal(key, fresh)
  return fresh
}

/** A copy of an object that has many keys which come and go: V8 makes a hidden class for each new key of any other. */
export function dictionary<V>(stored: Readonly<Record<string, V>> | undefined): Record<string, V> {
  return Object.assign(Object.create(null) as Record<string, V>, stored)
}
