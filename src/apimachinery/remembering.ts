const MOST = 1000

/**
 * A function that gives for each text what `find` has given the first time, so that what is asked again and again is worked out once.
 * No more than `most` texts are remembered: they may come from users.
 */
export function remembering<T>(find: (text: string) => T, most = MOST): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as T
    const found = find(text)
    if (known.size < most) known.set(text, found)
    return found
  }
}
