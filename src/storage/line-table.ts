/** Where the lines of a state document are: line i is bytes [start(i), end(i)). */
export class LineTable {
  private from = new Uint32Array(1024)
  private to = new Uint32Array(1024)
  private size = 0

  get length(): number {
    return this.size
  }

  /** Where line i begins. */
  start(i: number): number {
    return this.from[i]!
  }

  /** Where line i ends. */
  end(i: number): number {
    return this.to[i]!
  }

  add(start: number, end: number): void {
    if (this.size === this.from.length) this.grow(this.size * 4)
    this.from[this.size] = start
    this.to[this.size++] = end
  }

  /** Adds lines [first, last) of another table, which are in a row and begin at `at` now. */
  addRun(lines: LineTable, first: number, last: number, at: number): void {
    const shift = at - lines.start(first)
    for (let i = first; i < last; i++) this.add(lines.start(i) + shift, lines.end(i) + shift)
  }

  private grow(length: number): void {
    const { from, to } = this
    this.from = new Uint32Array(length)
    this.to = new Uint32Array(length)
    this.from.set(from)
    this.to.set(to)
  }
}
