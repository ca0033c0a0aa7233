const SURROGATE = /[\ud800-\udfff]/

/** The keys of a map in the order in which Go writes and walks it: that of their bytes. */
export function sortedKeys(map: object): string[] {
  const keys = Object.keys(map)
  if (keys.length < 2) return keys
  return keys.some(key => SURROGATE.test(key))
    ? keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    : keys.sort()
}
