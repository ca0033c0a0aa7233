/** What is used here of DER, the encoding of certificates: https://www.itu.int/rec/T-REC-X.690. */
export const SEQUENCE = 0x30
export const SET = 0x31
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
const OBJECT_ID = 0x06
export const UTF8_STRING = 0x0c
export const BOOLEAN = 0x01
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

/** One value: its tag, the whole of it, and what it holds. */
export interface Value {
  tag: number
  bytes: Buffer
  content: Buffer
}

/** What Go says of values that end too early. */
export const TRUNCATED = 'asn1: syntax error: data truncated'

/** Reads the values that stand one after the other. Throws a RangeError where they are cut off, or longer than four bytes can say. */
export function readValues(bytes: Buffer): Value[] {
  const values: Value[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!
    let length = bytes[at + 1] ?? bytes.length
    let start = at + 2
    if (length & 0x80) {
      const size = length & 0x7f
      if (size === 0 || size > 4 || start + size > bytes.length) throw new RangeError(TRUNCATED)
      length = bytes.readUIntBE(start, size)
      start += size
    }
    if (start + length > bytes.length) throw new RangeError(TRUNCATED)
    values.push({ tag, bytes: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) })
    at = start + length
  }
  return values
}

/** Writes a value that holds bytes, or other values. */
export function value(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const size = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3
  const head = Buffer.alloc(2 + size)
  head[0] = tag
  head[1] = 0x80 | size
  head.writeUIntBE(length, 2, size)
  return Buffer.concat([head, content])
}

/** An object identifier of its numbers: "2.5.29.15". */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const number of rest) {
    const digits = [number & 0x7f]
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
    bytes.push(...digits)
  }
  return value(OBJECT_ID, Buffer.from(bytes))
}

/** A moment, to the second: as certificates write it, with two digits of the year until 2049. */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
  return date.getUTCFullYear() < 2050
    ? value(UTC_TIME, Buffer.from(text.slice(2)))
    : value(GENERALIZED_TIME, Buffer.from(text))
}
