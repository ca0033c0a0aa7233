import { isPrintable } from '../../apimachinery/quote.ts'
import { toCompactJson } from './json.ts'
import { type KeyOrder, keysOf } from './key-order.ts'
import { isTimestamp } from './yaml-resolve.ts'

/**
 * A JSON value as `-o kyaml` prints it (KEP-5295): flow style with trailing commas, every string value quoted, keys quoted only
 * where YAML could misread them, strings of several lines folded one line each. Starts with the document separator.
 */
export function toKyaml(value: unknown, order: KeyOrder = 'sorted'): string {
  return `---\n${render(value, order, 0)}\n`
}

const pad = (indent: number) => '  '.repeat(indent)

function render(value: unknown, order: KeyOrder, indent: number): string {
  if (typeof value === 'string') return quoteValue(value, indent + 1)
  if (Array.isArray(value)) return renderList(value, order, indent)
  if (typeof value === 'object' && value !== null) return renderMap(value as Record<string, unknown>, order, indent)
  return toCompactJson(value)
}

function renderMap(object: Record<string, unknown>, order: KeyOrder, indent: number): string {
  const keys = keysOf(object, order)
  if (keys.length === 0) return '{}'
  const lines = keys.map(key => `${pad(indent + 1)}${quoteKey(key)}: ${render(object[key], order, indent + 1)},\n`)
  return `{\n${lines.join('')}${pad(indent)}}`
}

function renderList(items: unknown[], order: KeyOrder, indent: number): string {
  if (items.length === 0) return '[]'
  if (items.every(item => typeof item === 'object' && item !== null)) {
    return `[${items.map(item => render(item, order, indent)).join(', ')}]`
  }
  return `[\n${items.map(item => `${pad(indent + 1)}${render(item, order, indent + 1)},\n`).join('')}${pad(indent)}]`
}

function quoteKey(key: string): string {
  return needsQuotes(key) ? `"${[...key].map(c => (c === '\n' ? '\\n' : escaped(c))).join('')}"` : key
}

function quoteValue(text: string, indent: number): string {
  if (!text.includes('\n')) return `"${[...text].map(escaped).join('')}"`
  // Each line of the text gets its own line: YAML drops the folded break and the indentation, so a blank that the text itself
  // begins a line with is escaped, and other lines get one more blank to stay aligned with such a line.
  const lines = text.split('\n')
  const last = lines.pop()!
  const folded = lines.map(line => `${pad(indent)}${lead(line)}${[...line].map(escaped).join('')}\\n\\\n`)
  if (last !== '') folded.push(`${pad(indent)}${lead(last)}${[...last].map(escaped).join('')}\\\n`)
  return `"\\\n${folded.join('')}${pad(indent)}"`
}

function lead(line: string): string {
  return /^[\s\u0085]/u.test(line) ? '\\' : ' '
}

const NAMED: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\0': '\\0',
  '\u001b': '\\e',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
  '"': '\\"',
  '\\': '\\\\',
}

function escaped(c: string): string {
  if (Object.hasOwn(NAMED, c)) return NAMED[c]!
  if (isPrintable(c)) return c
  const code = c.codePointAt(0)!
  const hex = code.toString(16)
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

const isBareKey = (key: string): boolean => /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u.test(key)
const WORD = /^(?:null|~|[tf]|true|false|yes|no|on|off|[yn]|[-+]?\.?inf|\.?nan|[-+]?infinity)$/i
const INTEGER = /^[+-]?(?:0x[0-9a-f]+|0b[01]+|0o?[0-7]+|0|[1-9][0-9]*)$/i
const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i
const HEX_FLOAT = /^[+-]?0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)p[+-]?[0-9]+$/i
const SEXAGESIMAL = /^[+-]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/

function needsQuotes(key: string): boolean {
  if (!isBareKey(key) || WORD.test(key) || SEXAGESIMAL.test(key) || isTimestamp(key)) return true
  const plain = key.replaceAll('_', '')
  if (/^[+-]?(?:inf|infinity|nan)$/i.test(plain)) return true
  if (INTEGER.test(plain) && fitsInt64(plain)) return true
  return (FLOAT.test(plain) && Number.isFinite(Number(plain))) || HEX_FLOAT.test(plain)
}

function fitsInt64(text: string): boolean {
  const size = BigInt(text.replace(/^[+-]/, '').replace(/^0(?=[0-7]+$)/, '0o'))
  return size < 1n << 63n || (text[0] === '-' && size === 1n << 63n)
}
