/** The bytes of a varint, of its 64 bits where it is negative. */
export function varint(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
  return Buffer.from([...bytes, Number(rest)])
}

/** A field: an integer, or bytes (a text, a message) with their length. */
export function field(number: number, value: number | bigint | boolean | string | Buffer): Buffer {
  if (typeof value !== 'string' && !Buffer.isBuffer(value))
    return Buffer.concat([varint(BigInt(number << 3)), varint(BigInt(value))])
  const bytes = Buffer.from(value)
  return Buffer.concat([varint(BigInt((number << 3) | 2)), varint(BigInt(bytes.length)), bytes])
}

export const message = (...fields: Buffer[]): Buffer => Buffer.concat(fields)

/** A body: the envelope around a message. */
export function body(apiVersion: string, kind: string, raw: Buffer): Buffer {
  return message(
    Buffer.from('k8s\0'),
    field(1, message(field(1, apiVersion), field(2, kind))),
    field(2, raw),
    field(3, ''),
    field(4, ''),
  )
}
