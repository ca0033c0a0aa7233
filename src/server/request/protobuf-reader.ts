/** The bytes end before what they hold does. */
export class TruncatedProtobuf extends Error {}

/** Reads the wire format of Protobuf: https://protobuf.dev/programming-guides/encoding. Throws TruncatedProtobuf. */
export class ProtobufReader {
  private at = 0

  constructor(private readonly buffer: Buffer) {}

  get done(): boolean {
    return this.at >= this.buffer.length
  }

  tag(): { number: number; wire: number } {
    const tag = this.integer()
    return { number: Math.floor(tag / 8), wire: tag & 7 }
  }

  /** A varint as the signed number that it is; beyond 2^53 it is the nearest one. */
  integer(): number {
    let low = 0n
    let small = 0
    for (let i = 0; i < 10; i++) {
      const byte = this.byte()
      // most are small, and need no big numbers
      if (i < 4) small += (byte & 127) * 2 ** (7 * i)
      else {
        if (i === 4) low = BigInt(small)
        low |= BigInt(byte & 127) << BigInt(7 * i)
      }
      if (byte < 128) return i < 4 ? small : Number(BigInt.asIntN(64, low))
    }
    throw new TruncatedProtobuf()
  }

  double(): number {
    const start = this.advance(8)
    return this.buffer.readDoubleLE(start)
  }

  /** What is of a length that stands before it. */
  bytes(): Buffer {
    const length = this.integer()
    const start = this.advance(length)
    return this.buffer.subarray(start, start + length)
  }

  /** Passes over a value that nobody knows. */
  skip(wire: number): void {
    if (wire === 0) this.integer()
    else if (wire === 1) this.advance(8)
    else if (wire === 2) this.bytes()
    else if (wire === 5) this.advance(4)
    else throw new TruncatedProtobuf()
  }

  private byte(): number {
    return this.buffer[this.advance(1)]!
  }

  private advance(length: number): number {
    const start = this.at
    if (length < 0 || start + length > this.buffer.length) throw new TruncatedProtobuf()
    this.at += length
    return start
  }
}
