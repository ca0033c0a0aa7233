const FIRST_SIZE = 65_536
const SIZE = 1_048_576
/** No character of a string takes more bytes than these. */
const MOST_BYTES = 3

/** Puts texts one behind the other into buffers, without making them one text first. */
export class LineWriter {
  private buffer = Buffer.allocUnsafe(FIRST_SIZE)
  private begin = 0
  private at = 0

  /** `pieces` gets the buffers, as they become full or at `flush`. */
  constructor(private readonly pieces: Buffer[]) {}

  /** Returns how many bytes the text has. */
  write(text: string): number {
    const most = text.length * MOST_BYTES
    if (this.at + most > this.buffer.length) {
      this.flush()
      this.buffer = Buffer.allocUnsafeSlow(Math.max(SIZE, most))
      this.begin = 0
      this.at = 0
    }
    const length = this.buffer.write(text, this.at)
    this.at += length
    return length
  }

  /** Hands over what has been written since the last time. */
  flush(): void {
    if (this.at === this.begin) return
    this.pieces.push(this.buffer.subarray(this.begin, this.at))
    this.begin = this.at
  }
}
