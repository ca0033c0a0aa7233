import { CommandError } from '../errors.ts'

const ALPHABET = /^[A-Za-z0-9+/]$/

/**
 * Checks base64 as Go's base64.StdEncoding reads it (line breaks do not count) and returns it without line breaks. Throws CommandError
 * with the offset of the first byte that is wrong.
 */
export function checkedBase64(text: string): string {
  const bytes = Buffer.from(text)
  const corrupt = (at: number) =>
    new CommandError(`error decoding input value: illegal base64 data at input byte ${at}`)
  let digits = 0
  for (let at = 0; at < bytes.length; at++) {
    const character = String.fromCharCode(bytes[at]!)
    if (isBreak(character)) continue
    if (character === '=') {
      checkPadding(bytes, at, digits, corrupt)
      return text.replace(/[\r\n]/g, '')
    }
    if (!ALPHABET.test(character)) throw corrupt(at)
    digits = (digits + 1) % 4
  }
  if (digits !== 0) throw corrupt(bytes.length - digits)
  return text.replace(/[\r\n]/g, '')
}

function checkPadding(bytes: Buffer, first: number, digits: number, corrupt: (at: number) => CommandError): void {
  if (digits < 2) throw corrupt(first)
  let at = afterBreaks(bytes, first + 1)
  if (digits === 2) {
    if (at === bytes.length) throw corrupt(at)
    if (bytes[at] !== 0x3d) throw corrupt(first)
    at = afterBreaks(bytes, at + 1)
  }
  if (at < bytes.length) throw corrupt(at)
}

function afterBreaks(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && isBreak(String.fromCharCode(bytes[at]!))) at++
  return at
}

const isBreak = (character: string): boolean => character === '\n' || character === '\r'
