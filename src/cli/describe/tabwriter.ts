/** One column's width over a run of consecutive lines that have a cell in it. */
interface ColumnBlock {
  width: number
}

interface Line {
  /** The last one is what follows the last tab; it belongs to no column. */
  cells: string[]
  blocks: readonly ColumnBlock[]
}

/**
 * Aligns tab-terminated cells as Go's text/tabwriter does with the parameters kubectl describes with: no minimal width,
 * two spaces of padding, left-aligned. A column is a run of consecutive lines that have a tab-terminated cell there; its
 * width is that of its widest cell. See https://pkg.go.dev/text/tabwriter.
 */
export class TabWriter {
  private output = ''
  private lines: Line[] = []
  private open: ColumnBlock[] = []
  private cells: string[] = ['']

  constructor(private readonly padding = 2) {}

  /** Takes text with tabs (or vertical tabs) after cells and newlines (or form feeds, which also flush) after lines. */
  write(text: string): void {
    let start = 0
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c < 9 || c > 12) continue
      this.cells[this.cells.length - 1] += text.slice(start, i)
      start = i + 1
      if (c === 9 || c === 11) this.cells.push('')
      else {
        this.endLine()
        if (c === 12) this.flush()
      }
    }
    this.cells[this.cells.length - 1] += text.slice(start)
  }

  /** Ends all columns; what follows is aligned anew. */
  flush(): void {
    const unfinished = this.cells.length > 1 || this.cells[0] !== ''
    if (unfinished) this.endLine()
    this.output += this.lines.map(text).join('\n')
    if (this.lines.length > 0 && !unfinished) this.output += '\n'
    this.lines = []
    this.open = []
  }

  /** Flushes and returns everything written. */
  toString(): string {
    this.flush()
    return this.output
  }

  private endLine(): void {
    const cells = this.cells
    const terminated = cells.length - 1
    this.open.length = Math.min(this.open.length, terminated)
    for (let i = 0; i < terminated; i++) {
      const width = runes(cells[i]!) + this.padding
      const block = this.open[i]
      if (!block) this.open.push({ width })
      else if (block.width < width) block.width = width
    }
    this.lines.push({ cells, blocks: terminated === 0 ? [] : this.open.slice() })
    this.cells = ['']
  }
}

function text({ cells, blocks }: Line): string {
  let line = ''
  for (let i = 0; i < blocks.length; i++) {
    const cell = cells[i]!
    line += cell + ' '.repeat(blocks[i]!.width - runes(cell))
  }
  return line + cells[cells.length - 1]!
}

/** The length in code points, which is what Go takes for the width. */
function runes(cell: string): number {
  let count = cell.length
  for (let i = 0; i < cell.length; i++) {
    const c = cell.charCodeAt(i)
    if (c >= 0xd800 && c < 0xdc00) count--
  }
  return count
}
