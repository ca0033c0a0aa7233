const ESCAPED = /[^ !#-[\]-~]/g
const PLAIN = /^[#-[\]-~]*$/

/** A key as it stands in the file: a JSON string of ASCII, without a quote or backslash but for `\uXXXX`. */
export function encodeKey(key: string): string {
  return PLAIN.test(key)
    ? `"${key}"`
    : `"${key.replace(ESCAPED, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
}

/** The order of keys in a document: that of their bytes in the file. */
export function keyOrder(a: string, b: string): number {
  if (a === b) return 0
  // strings of such characters are in the order of their bytes, which all come after the closing quote
  const [x, y] = PLAIN.test(a) && PLAIN.test(b) ? [a, b] : [encodeKey(a), encodeKey(b)]
  return x < y ? -1 : 1
}

/** Sorts keys in place, as a document has them. */
export function sortKeys(keys: string[]): string[] {
  return keys.every(key => PLAIN.test(key)) ? keys.sort() : keys.sort(keyOrder)
}
