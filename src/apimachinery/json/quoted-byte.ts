/** A byte as Go quotes it in messages; the first of a character beyond ASCII. */
export function quotedByte(c: string): string {
  if (c === "'") return `'\\''`
  if (c === '"') return `'"'`
  const byte = Buffer.from(c)[0]!
  const shown = JSON.stringify(String.fromCharCode(byte)).slice(1, -1)
  if (byte === 0) return `'\\x00'`
  return `'${shown.replace(/^\\u00(..)$/, '\\x$1')}'`
}
