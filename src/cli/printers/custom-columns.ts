import { formatValue } from '../../gotemplate/format.ts'
import { evaluate } from '../../jsonpath/evaluate.ts'
import { JsonPathError } from '../../jsonpath/nodes.ts'
import { parseJsonPath } from '../../jsonpath/parser.ts'
import { relaxedJsonPath } from '../../jsonpath/relaxed.ts'
import { PrinterError } from './printer-error.ts'
import { formatTable } from './table.ts'
import { escapeTerminal } from './terminal.ts'

/** One column: its heading and the path of what it shows. */
export interface CustomColumn {
  header: string
  path: string
}

/** The columns of `-o custom-columns=NAME:.metadata.name,…`. Throws PrinterError for a wrong specification. */
export function parseCustomColumns(spec: string): CustomColumn[] {
  if (spec === '') throw new PrinterError('custom-columns format specified but no custom columns given')
  return spec.split(',').map(part => {
    const colon = part.indexOf(':')
    if (colon < 0) {
      throw new PrinterError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    }
    return column(part.slice(0, colon), part.slice(colon + 1))
  })
}

/** The columns of a file for `-o custom-columns-file`: a line of headings and a line of paths. Throws PrinterError. */
export function parseCustomColumnsFile(text: string): CustomColumn[] {
  const [headerLine, pathLine] = text.split('\n')
  const expected = 'Expected format is one line of space separated headers, one line of space separated column specs.'
  if (text === '' || headerLine === undefined)
    throw new PrinterError(`invalid template, missing header line. ${expected}`)
  if (pathLine === undefined || text.indexOf('\n') === text.length - 1) {
    throw new PrinterError(`invalid template, missing spec line. ${expected}`)
  }
  const headers = words(headerLine)
  const paths = words(pathLine)
  if (headers.length !== paths.length) {
    throw new PrinterError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    )
  }
  return headers.map((header, i) => column(header, paths[i]!))
}

function words(line: string): string[] {
  return line.split(/[\s\u0085]+/u).filter(word => word !== '')
}

function column(header: string, path: string): CustomColumn {
  return { header, path: asPrinterError(() => relaxedJsonPath(path)) }
}

function asPrinterError<T>(attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof JsonPathError) throw new PrinterError(error.message)
    throw error
  }
}

/** Makes text of lines with tabs between their cells. */
export type Layout = (lines: string[]) => string

/**
 * The printer of custom columns, for an object or for the items of a list. It prints the headings on its first use, and again where
 * a list follows single objects or the other way round. Printing throws PrinterError where a path is wrong or leads out of a list;
 * its output is what could be printed before.
 */
export function customColumnsPrinter(
  columns: readonly CustomColumn[],
  noHeaders = false,
  layout: Layout = aligned,
): (object: unknown) => string {
  let headed: 'list' | 'object' | undefined
  return object => {
    const items = (object as { items?: unknown }).items
    const type = Array.isArray(items) ? 'list' : 'object'
    const lines: string[] = []
    if (!noHeaders && headed !== type) lines.push(columns.map(({ header }) => header).join('\t'))
    headed = type
    try {
      const paths = columns.map(({ path }) => parseJsonPath(path))
      for (const item of Array.isArray(items) ? items : [object]) {
        lines.push(paths.map(path => cellText(evaluate(path, item, { allowMissingKeys: true }))).join('\t'))
      }
    } catch (error) {
      if (error instanceof JsonPathError) throw new PrinterError(error.message, layout(lines))
      throw error
    }
    return layout(lines)
  }
}

function cellText(results: unknown[][]): string {
  const values = results.flat().map(value => escapeTerminal(formatValue(value)))
  if (results.length === 0 || results[0]!.length === 0) values.unshift('<none>')
  return values.join(',')
}

/** Lines of tab-separated cells as a table. */
function aligned(lines: string[]): string {
  if (lines.length === 0) return ''
  return formatTable(cellsOf(lines))
}

/** The cells of lines: tabs and line breaks inside of values count too. */
export function cellsOf(lines: readonly string[]): string[][] {
  return lines
    .join('\n')
    .split(/[\n\f]/)
    .map(line => line.split(/[\t\v]/))
}
