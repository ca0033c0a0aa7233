const values = new WeakSet<object>()

/**
 * Marks a value that many objects have in common, such as the spec of a template's pods, and returns it. Nobody changes it from now
 * on, so that what is found out about it for one of them holds for all.
 */
export function share<T extends object>(value: T): T {
  values.add(value)
  return value
}

/** Whether a value has been marked by `share`. */
export const isShared = (value: object): boolean => values.has(value)
