import { escapeTerminal } from './terminal.ts'

/** How a terminal decorates a table: what it returns must be as wide on screen as what it got. */
export interface TableStyle {
  header?: (text: string) => string
  cell?: (column: string, text: string) => string
}

export interface TableOptions {
  /** The headings, as printed; undefined for a table without any. */
  header?: readonly string[]
  style?: TableStyle
}

const MIN_WIDTH = 6
const PADDING = 3
const WIDE = /[\ud800-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: what can steer a terminal
const SPECIAL = /[\f\n\r\u001b]/
const BREAK = /[\f\n\r]/

/** A cell as kubectl prints it: cut at the first line break, terminal escapes neutralised. */
export function tableCell(text: string): string {
  if (!SPECIAL.test(text)) return text
  const end = text.search(BREAK)
  return end < 0 ? escapeTerminal(text) : `${escapeTerminal(text.slice(0, end))}...`
}

/**
 * Rows of cells as aligned text, one line a row: columns at least 6 wide, three spaces between them, and nothing after the last
 * cell of a row, as Go's tabwriter lays them out for kubectl. Cells are taken as they are (see tableCell). Rows may differ in length:
 * a column's width then holds for each run of consecutive rows that have it.
 */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { header, style } = options
  const lines = header ? [header, ...rows] : rows
  if (lines.length === 0) return ''
  const length = lines[0]!.length
  const widths = lines.every(line => line.length === length) ? uniformWidths(lines) : undefined
  const ragged = widths ? undefined : raggedWidths(lines)
  const columns = header ?? []
  const styled = style !== undefined && (style.header !== undefined || style.cell !== undefined)
  let out = ''
  lines.forEach((line, row) => {
    const lineWidths = widths ?? ragged![row]!
    const last = line.length - 1
    for (let i = 0; i <= last; i++) {
      const cell = line[i]!
      const text = i === last ? cell : pad(cell, lineWidths[i]!)
      if (!styled) out += text
      else if (row === 0 && header) out += style.header ? style.header(text) : text
      else out += style.cell ? style.cell(columns[i] ?? '', text) : text
    }
    out += '\n'
  })
  return out
}

function cellWidth(text: string): number {
  if (!WIDE.test(text)) return text.length
  let width = 0
  for (const _ of text) width++
  return width
}

function pad(text: string, width: number): string {
  return WIDE.test(text) ? text + ' '.repeat(width - cellWidth(text)) : text.padEnd(width)
}

function uniformWidths(lines: readonly (readonly string[])[]): number[] {
  const widths: number[] = new Array(Math.max(0, lines[0]!.length - 1)).fill(MIN_WIDTH)
  for (const line of lines) {
    for (let i = 0; i < widths.length; i++) {
      const width = cellWidth(line[i]!) + PADDING
      if (width > widths[i]!) widths[i] = width
    }
  }
  return widths
}

/** The widths of every line's columns where lines differ in length; a later run of a column is never narrower than an earlier one. */
function raggedWidths(lines: readonly (readonly string[])[]): number[][] {
  const result: number[][] = lines.map(() => [])
  const remembered: number[] = []
  const format = (from: number, to: number, column: number) => {
    for (let line = from; line < to; line++) {
      if (column >= lines[line]!.length - 1) continue
      let end = line
      let width = MIN_WIDTH
      for (; end < to && column < lines[end]!.length - 1; end++) {
        width = Math.max(width, cellWidth(lines[end]![column]!) + PADDING)
      }
      width = Math.max(width, remembered[column] ?? 0)
      remembered[column] = width
      for (let i = line; i < end; i++) result[i]![column] = width
      format(line, end, column + 1)
      line = end - 1
    }
  }
  format(0, lines.length, 0)
  return result
}
