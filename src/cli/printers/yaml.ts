import { formatFloat } from '../../gotemplate/float.ts'
import { keysOf } from './key-order.ts'
import { PrinterError } from './printer-error.ts'
import { compareKeys } from './yaml-keys.ts'
import { doubleQuoted, type Position, plain, singleQuoted } from './yaml-quote.ts'
import { isSimpleKey, literal, scalarStyle } from './yaml-scalar.ts'

/**
 * A JSON value as `-o yaml` prints it: what sigs.k8s.io/yaml makes of it (go-yaml v2's block style, keys in its own order, items of
 * a list level with their key). Ends in a newline. Throws PrinterError where a string has a control
 * character that YAML cannot carry.
 */
export function toYaml(value: unknown): string {
  const out: string[] = []
  writeNode(out, value, 0, 'root', 0)
  const text = out.join('')
  return endsLine(text) ? text : `${text}\n`
}

type Place = 'root' | 'value' | 'item'

const PADS: string[] = []
function pad(indent: number): string {
  PADS[indent] ??= ' '.repeat(indent)
  return PADS[indent]
}

function endsLine(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last === 0x0a || last === 0x2028 || last === 0x2029
}

/**
 * Writes one node. `indent` is that of the mapping or list it is in; `place` says what stands before it on its line, `column` where
 * it begins if it is a scalar.
 */
function writeNode(out: string[], value: unknown, indent: number, place: Place, column = indent + 2): void {
  if (Array.isArray(value)) writeSequence(out, value, indent, place)
  else if (typeof value === 'object' && value !== null)
    writeMapping(out, value as Record<string, unknown>, indent, place)
  else {
    if (place !== 'root') out.push(' ')
    const position = { column, indent: indent + 2, foldable: true }
    out.push(typeof value === 'string' ? stringScalar(value, false, position) : otherScalar(value))
  }
}

const UNREADABLE = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/
const NEXT_LINES = / *\u0085[ \u0085]*/g

/**
 * The printer of kubectl reads the object's JSON as YAML before it writes it: control characters that JSON leaves alone stop it,
 * and a "next line" counts as a line break in a quoted string, which folds.
 */
function asReadBack(text: string): string {
  if (UNREADABLE.test(text)) throw new PrinterError('yaml: control characters are not allowed')
  if (!text.includes('\u0085')) return text
  return text.replace(NEXT_LINES, run => '\n'.repeat(run.replaceAll(' ', '').length - 1) || ' ')
}

function stringScalar(raw: string, key: boolean, position: Position): string {
  const text = asReadBack(raw)
  switch (scalarStyle(text, key)) {
    case 'plain':
      return plain(text, position)
    case 'single':
      return singleQuoted(text, position)
    case 'double':
      return doubleQuoted(text, position)
    case 'literal':
      return literal(text, position.indent)
  }
}

/** How many characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length
}

function otherScalar(value: unknown): string {
  if (typeof value !== 'number') return value === true ? 'true' : value === false ? 'false' : 'null'
  if (!Number.isInteger(value)) return formatFloat(value)
  if (Math.abs(value) < 2 ** 63) return String(BigInt(value))
  return value > 0 && value < 2 ** 64 ? String(value) : formatFloat(value)
}

function newLine(out: string[], indent: number): void {
  const last = out[out.length - 1]
  if (last !== undefined && !endsLine(last)) out.push('\n')
  out.push(pad(indent))
}

function writeMapping(out: string[], object: Record<string, unknown>, parent: number, place: Place): void {
  const keys = keysOf(object, 'given')
  if (keys.length === 0) {
    out.push(place === 'root' ? '{}' : ' {}')
    return
  }
  if (keys.length > 1) keys.sort(compareKeys)
  const indent = place === 'root' ? 0 : parent + 2
  let inline = place === 'item'
  if (inline) out.push(' ')
  for (const key of keys) {
    if (inline) inline = false
    else newLine(out, indent)
    if (isSimpleKey(asReadBack(key))) {
      const written = stringScalar(key, true, { column: indent, indent, foldable: false })
      out.push(written, ':')
      writeNode(out, object[key], indent, 'value', indent + lengthOf(written) + 2)
    } else {
      out.push('? ', stringScalar(key, false, { column: indent + 2, indent: indent + 2, foldable: true }))
      newLine(out, indent)
      out.push(':')
      writeNode(out, object[key], indent, 'item')
    }
  }
}

function writeSequence(out: string[], items: unknown[], parent: number, place: Place): void {
  if (items.length === 0) {
    out.push(place === 'root' ? '[]' : ' []')
    return
  }
  const indent = place === 'item' ? parent + 2 : parent
  let inline = place === 'item'
  if (inline) out.push(' ')
  for (const item of items) {
    if (inline) inline = false
    else newLine(out, indent)
    out.push('-')
    writeNode(out, item, indent, 'item')
  }
}
