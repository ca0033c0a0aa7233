import { formatFloat } from '../../gotemplate/float.ts'
import { PrinterError } from './printer-error.ts'
import { compareKeys } from './yaml-keys.ts'
import { doubleQuoted, isSimpleKey, literal, scalarStyle, singleQuoted } from './yaml-scalar.ts'

/**
 * A JSON value as `-o yaml` prints it: what sigs.k8s.io/yaml makes of it (go-yaml v2's block style, keys in its own order, items of
 * a list level with their key, no folding of long lines). Ends in a newline. Throws PrinterError where a string has a control
 * character that YAML cannot carry.
 */
export function toYaml(value: unknown): string {
  const out: string[] = []
  writeNode(out, value, 0, 'root')
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

/** Writes one node. `indent` is that of the mapping or list it is in; `place` says what stands before it on its line. */
function writeNode(out: string[], value: unknown, indent: number, place: Place): void {
  if (Array.isArray(value)) writeSequence(out, value, indent, place)
  else if (typeof value === 'object' && value !== null)
    writeMapping(out, value as Record<string, unknown>, indent, place)
  else {
    if (place !== 'root') out.push(' ')
    out.push(typeof value === 'string' ? stringScalar(value, indent, false) : otherScalar(value))
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

function stringScalar(raw: string, indent: number, key: boolean): string {
  const text = asReadBack(raw)
  switch (scalarStyle(text, key)) {
    case 'plain':
      return text
    case 'single':
      return singleQuoted(text, indent + 2)
    case 'double':
      return doubleQuoted(text)
    case 'literal':
      return literal(text, indent + 2)
  }
}

function otherScalar(value: unknown): string {
  if (typeof value !== 'number') return value === true ? 'true' : value === false ? 'false' : 'null'
  return Number.isInteger(value) && Math.abs(value) < 1e19 ? String(BigInt(value)) : formatFloat(value)
}

function newLine(out: string[], indent: number): void {
  const last = out[out.length - 1]
  if (last !== undefined && !endsLine(last)) out.push('\n')
  out.push(pad(indent))
}

function writeMapping(out: string[], object: Record<string, unknown>, parent: number, place: Place): void {
  const keys = Object.keys(object)
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
      out.push(stringScalar(key, indent, true), ':')
      writeNode(out, object[key], indent, 'value')
    } else {
      out.push('? ', stringScalar(key, indent, false))
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
