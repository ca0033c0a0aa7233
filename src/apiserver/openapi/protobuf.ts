const VARINT = 0
const FIXED64 = 1
const LENGTH = 2

/** Writes one message in the wire format of Protocol Buffers. Empty texts, false and 0 are left out, as proto3 has it. */
export class MessageWriter {
  private readonly parts: Uint8Array[] = []

  string(field: number, value: string | undefined): this {
    if (value) this.bytes(field, Buffer.from(value))
    return this
  }

  strings(field: number, values: readonly string[] = []): this {
    for (const value of values) this.bytes(field, Buffer.from(value))
    return this
  }

  bool(field: number, value: boolean | undefined): this {
    if (value) this.parts.push(varint((field << 3) | VARINT), varint(1))
    return this
  }

  int64(field: number, value: number | undefined): this {
    if (value) this.parts.push(varint((field << 3) | VARINT), varint(value))
    return this
  }

  double(field: number, value: number | undefined): this {
    if (!value) return this
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(value)
    this.parts.push(varint((field << 3) | FIXED64), bytes)
    return this
  }

  /** A message inside this one. It is written though it is empty. */
  message(field: number, inner: MessageWriter | undefined): this {
    if (inner) this.bytes(field, inner.toBytes())
    return this
  }

  toBytes(): Buffer {
    return Buffer.concat(this.parts)
  }

  private bytes(field: number, value: Uint8Array): void {
    this.parts.push(varint((field << 3) | LENGTH), varint(value.length), value)
  }
}

/** A whole number in groups of seven bits, the lowest first; a negative one as the 64 bits of its two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(Math.trunc(value)))
  do {
    const more = rest > 127n
    bytes.push(Number(rest & 127n) | (more ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Uint8Array.from(bytes)
}
