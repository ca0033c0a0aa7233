/** What is wrong with a Protocol Buffers message, in the words of gogo/protobuf's generated code. */
export class ProtobufError extends Error {}

/** How a field's value is written: the last three bits of its tag. */
export const Wire = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const

/** More bytes of a varint than a number holds exactly. */
const LONG = 7
const LONGEST = 10

/** Reads the wire format of Protocol Buffers from a part of a buffer, never beyond its end. Every method throws ProtobufError. */
export class WireReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
    private readonly end = bytes.length,
  ) {}

  get done(): boolean {
    return this.at >= this.end
  }

  /** The number and the wire type of the next field. */
  tag(): { number: number; wire: number } {
    const tag = this.unsigned()
    return { number: Math.floor(tag / 8) | 0, wire: tag % 8 }
  }

  bool(): boolean {
    return this.varint() !== 0
  }

  int32(): number {
    const value = this.varint()
    return typeof value === 'number' ? value | 0 : Number(BigInt.asIntN(32, value))
  }

  int64(): number {
    const value = this.varint()
    return typeof value === 'number' ? value : Number(BigInt.asIntN(64, value))
  }

  double(): number {
    const at = this.advance(8)
    return this.bytes.readDoubleLE(at)
  }

  /** The bytes of a value with its length before it: a part of the buffer, not a copy. */
  slice(): Buffer {
    const length = this.length()
    const at = this.advance(length)
    return this.bytes.subarray(at, at + length)
  }

  text(): string {
    const length = this.length()
    const at = this.advance(length)
    return this.bytes.toString('utf8', at, at + length)
  }

  /** A reader of a message with its length before it. */
  message(): WireReader {
    const length = this.length()
    const at = this.advance(length)
    return new WireReader(this.bytes, at, at + length)
  }

  /** Passes over the value of a field that nobody knows. Groups within groups are passed over without recursion. */
  skip(wire: number): void {
    let depth = 0
    for (let next = wire; ; next = this.tag().wire) {
      if (next === Wire.varint) this.varint()
      else if (next === Wire.fixed64) this.advance(8)
      else if (next === Wire.bytes) this.advance(this.length())
      else if (next === Wire.startGroup) depth++
      else if (next === Wire.fixed32) this.advance(4)
      else if (next !== Wire.endGroup) throw new ProtobufError(`proto: illegal wireType ${next}`)
      else if (--depth < 0) throw new ProtobufError('proto: unexpected end of group')
      if (depth === 0) return
    }
  }

  private length(): number {
    const length = this.unsigned()
    if (length >= 2 ** 63) throw new ProtobufError('proto: negative length found during unmarshaling')
    return length
  }

  private unsigned(): number {
    return Number(this.varint())
  }

  /** An unsigned integer: a number if it is short. */
  private varint(): number | bigint {
    let value = 0
    for (let i = 0, unit = 1; i < LONG; i++, unit *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
    }
    let long = BigInt(value)
    for (let i = LONG; i < LONGEST; i++) {
      const byte = this.byte()
      long |= BigInt(byte & 0x7f) << BigInt(7 * i)
      if (byte < 0x80) return BigInt.asUintN(64, long)
    }
    throw new ProtobufError('proto: integer overflow')
  }

  private byte(): number {
    return this.bytes[this.advance(1)]!
  }

  /** Takes bytes; gives where they are. */
  private advance(length: number): number {
    const at = this.at
    if (length > this.end - at) throw new ProtobufError('unexpected EOF')
    this.at += length
    return at
  }
}
