const FIRST_SIZE = 65_536
const SIZE = 262_144
/** No character of a string takes more bytes than these. */
const MOST_BYTES = 3

/** Puts texts and bytes one behind the other, and hands them over in larger pieces. */
export class LineWriter {
  private buffer = Buffer.allocUnsafe(FIRST_SIZE)
  private begin = 0
  private at = 0
  /** How many bytes have been handed over. */
  private taken = 0

  /** `take` gets the pieces. With `reuse`, each is only good until `take` returns. */
  constructor(
    private readonly take: (piece: Buffer) => void,
    private readonly reuse = false,
  ) {}

  /** How many bytes have been written. */
  get position(): number {
    return this.taken + this.at - this.begin
  }

  write(text: string): void {
    const most = text.length * MOST_BYTES
    if (this.at + most > this.buffer.length) {
      this.flush()
      this.makeRoom(most)
    }
    this.at += this.buffer.write(text, this.at)
  }

  /** Adds bytes that stay as they are. */
  copy(bytes: Buffer): void {
    this.flush()
    this.hand(bytes)
  }

  /** Hands over what has been written since the last time. */
  flush(): void {
    if (this.at > this.begin) this.hand(this.buffer.subarray(this.begin, this.at))
    this.begin = this.at
  }

  private hand(piece: Buffer): void {
    this.taken += piece.length
    this.take(piece)
  }

  private makeRoom(most: number): void {
    if (!this.reuse || this.buffer.length < Math.max(SIZE, most))
      this.buffer = Buffer.allocUnsafeSlow(Math.max(SIZE, most))
    this.begin = 0
    this.at = 0
  }
}
