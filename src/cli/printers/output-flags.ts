import { quote } from '../../apimachinery/quote.ts'
import { type CustomColumn, parseCustomColumns, parseCustomColumnsFile } from './custom-columns.ts'
import { PrinterError } from './printer-error.ts'

/** What `-o` asks for. '' is the command's own way of printing, 'wide' its table with all columns. */
export type OutputSpec = TableOutput | ObjectOutput
export type TableOutput = { format: '' | 'wide' }
export type ObjectOutput =
  | { format: 'name' | 'json' | 'yaml' | 'kyaml' }
  | { format: 'jsonpath' | 'jsonpath-as-json' | 'go-template'; template: string }
  | { format: 'custom-columns'; columns: CustomColumn[]; fromFile: boolean }

export interface ParseOutputOptions {
  /** The formats of the command (output-formats.ts). */
  allowed: readonly string[]
  /** The value of --template. */
  template?: string | undefined
  /** Reads a template's file; throws as fs.readFileSync does. */
  readFile: (path: string) => string
}

const GO_TEMPLATE_FORMATS = ['go-template', 'go-template-file', 'template', 'templatefile']
const JSONPATH_FORMATS = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file']
const COLUMN_FORMATS = ['custom-columns', 'custom-columns-file']

/**
 * Reads the value of `-o` and of --template. Names of formats count in any case, except those that take a template. Throws
 * PrinterError for a format that the command has not and for a template that is missing or cannot be read; that a template can be
 * parsed shows when its printer is made.
 */
export function parseOutput(output: string | undefined, options: ParseOutputOptions): OutputSpec {
  const { allowed, readFile } = options
  const template = options.template ?? ''
  const takesTemplates = allowed.includes('go-template')
  const given = output ?? ''
  const value = given === '' && template !== '' && takesTemplates ? 'go-template' : given
  if (takesTemplates) {
    const found = templateOutput(value, template, readFile)
    if (found) return found
  }
  const lower = value.toLowerCase()
  const name = lower === 'yml' ? 'yaml' : lower
  if ((name === 'json' || name === 'yaml' || name === 'kyaml' || name === 'name') && allowed.includes(name)) {
    return { format: name }
  }
  if (value === '' || (value === 'wide' && allowed.includes('wide'))) return { format: value }
  if (allowed.includes('custom-columns')) {
    const found = columnsOutput(value, template, readFile)
    if (found) return found
  }
  throw new PrinterError(
    `unable to match a printer suitable for the output format ${quote(value)}, allowed formats are: ${[...allowed].sort().join(',')}`,
  )
}

/** `value` split into one of `formats` and what stands behind its equals sign; with --template there is nothing behind it. */
function split(
  value: string,
  template: string,
  formats: readonly string[],
): { format: string; text: string } | undefined {
  const equals = template === '' ? value.indexOf('=') : -1
  const format = equals < 0 ? value : value.slice(0, equals)
  if (!formats.includes(format)) return undefined
  return { format, text: template !== '' ? template : equals < 0 ? '' : value.slice(equals + 1) }
}

function templateOutput(value: string, template: string, readFile: (path: string) => string): ObjectOutput | undefined {
  const found = split(value, template, [...GO_TEMPLATE_FORMATS, ...JSONPATH_FORMATS])
  if (!found) return undefined
  const { format, text } = found
  if (text === '') throw new PrinterError('template format specified but no template given')
  const content = format.endsWith('file') ? read(text, readFile, `error reading --template ${text}`) : text
  if (GO_TEMPLATE_FORMATS.includes(format)) return { format: 'go-template', template: content }
  return { format: format === 'jsonpath-as-json' ? 'jsonpath-as-json' : 'jsonpath', template: content }
}

function columnsOutput(value: string, template: string, readFile: (path: string) => string): ObjectOutput | undefined {
  const found = split(value, template, COLUMN_FORMATS)
  if (!found) return undefined
  const { format, text } = found
  if (text === '') throw new PrinterError('custom-columns format specified but no custom columns given')
  if (format === 'custom-columns') return { format, columns: parseCustomColumns(text), fromFile: false }
  const content = readColumns(text, readFile)
  return { format: 'custom-columns', columns: parseCustomColumnsFile(content), fromFile: true }
}

function read(path: string, readFile: (path: string) => string, context: string): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new PrinterError(`${context}, ${fileError(path, error as NodeJS.ErrnoException)}`)
  }
}

/** A directory can be opened but not read, which counts as an empty file here. */
function readColumns(path: string, readFile: (path: string) => string): string {
  return read(
    path,
    name => {
      try {
        return readFile(name)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EISDIR') return ''
        throw error
      }
    },
    `error reading template ${path}`,
  )
}

/** What Go says where a file cannot be read. */
function fileError(path: string, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return `open ${path}: no such file or directory`
    case 'EACCES':
      return `open ${path}: permission denied`
    case 'ENOTDIR':
      return `open ${path}: not a directory`
    case 'EISDIR':
      return `read ${path}: is a directory`
    default:
      return error.message
  }
}
