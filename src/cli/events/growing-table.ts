const MIN_WIDTH = 6
const PADDING = 3

/**
 * A table that is printed as it grows: every line is aligned with what was printed before, and columns only ever get wider. Cells are
 * printed as they are; the last one of a line belongs to no column.
 */
export class GrowingTable {
  private readonly widths: number[] = []

  /** The text of further lines. */
  lines(rows: readonly (readonly string[])[]): string {
    for (const row of rows)
      row.slice(0, -1).forEach((cell, i) => {
        this.widths[i] = Math.max(this.widths[i] ?? MIN_WIDTH, [...cell].length + PADDING)
      })
    return rows.map(row => `${row.map((cell, i) => this.padded(cell, i, row.length)).join('')}\n`).join('')
  }

  private padded(cell: string, column: number, length: number): string {
    return column === length - 1 ? cell : cell + ' '.repeat(this.widths[column]! - [...cell].length)
  }
}
