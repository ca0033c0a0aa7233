const WHOLE = /^(?:[A-Za-z0-9+/]{4})*$/
const DIGIT = /[A-Za-z0-9+/]/

/** A text that is not base64, with the message of Go's encoding/base64. */
class Base64Error extends Error {
  constructor(at: number) {
    super(`illegal base64 data at input byte ${at}`)
  }
}

/** Base64 data in its one canonical spelling (no line breaks, unused bits zero). Throws a Base64Error. */
export function canonicalBase64(text: string): string {
  if (WHOLE.test(text)) return text
  const bad = illegalByte(Buffer.from(text, 'utf8').toString('latin1'))
  if (bad >= 0) throw new Base64Error(bad)
  return Buffer.from(text, 'base64').toString('base64')
}

/** Where Go's decoder stops: the index of the byte that it names, or -1. */
function illegalByte(bytes: string): number {
  const skipBreaks = (from: number) => {
    let at = from
    while (bytes[at] === '\n' || bytes[at] === '\r') at++
    return at
  }
  let digits = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === '\n' || byte === '\r') continue
    if (DIGIT.test(byte)) {
      digits++
      continue
    }
    const inQuantum = digits % 4
    if (byte !== '=' || inQuantum < 2) return at
    let next = skipBreaks(at + 1)
    if (inQuantum === 2) {
      if (next >= bytes.length) return bytes.length
      if (bytes[next] !== '=') return next - 1
      next = skipBreaks(next + 1)
    }
    return next < bytes.length ? next : -1
  }
  const left = digits % 4
  return left === 0 ? -1 : bytes.length - left
}
