import { type KeyOrder, keysOf } from './key-order.ts'

export type { KeyOrder } from './key-order.ts'

const UNSAFE = /[<>&\u2028\u2029\ud800-\udfff]/
const PLAIN = /^[\w ./:@,;=+*!?#$%()[\]{}|~^'-]*$/

/** A string as Go's encoding/json writes it: <, >, &, U+2028 and U+2029 are escaped, a lone surrogate is replaced. */
function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  const quoted = JSON.stringify(text)
  if (!UNSAFE.test(text)) return quoted
  return quoted
    .replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\\(\\|ud[89a-f][0-9a-f]{2})/g, (match, escaped: string) => (escaped === '\\' ? match : '\\ufffd'))
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return jsonString(value)
  if (typeof value !== 'number') return JSON.stringify(value) ?? 'null'
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0' : String(value)
  // Whole numbers are int64 to Go, which writes them digit by digit.
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? String(BigInt(value)) : JSON.stringify(value)
}

function indented(value: unknown, order: KeyOrder, margin: string): string {
  if (typeof value !== 'object' || value === null) return scalar(value)
  const inner = `${margin}    `
  let out = ''
  if (Array.isArray(value)) {
    for (const item of value) out += `${out === '' ? '[\n' : ',\n'}${inner}${indented(item, order, inner)}`
    return out === '' ? '[]' : `${out}\n${margin}]`
  }
  const object = value as Record<string, unknown>
  for (const key of keysOf(object, order)) {
    out += `${out === '' ? '{\n' : ',\n'}${inner}${jsonString(key)}: ${indented(object[key], order, inner)}`
  }
  return out === '' ? '{}' : `${out}\n${margin}}`
}

function compact(value: unknown, order: KeyOrder): string {
  if (typeof value !== 'object' || value === null) return scalar(value)
  if (Array.isArray(value)) return `[${value.map(item => compact(item, order)).join(',')}]`
  const object = value as Record<string, unknown>
  return `{${keysOf(object, order)
    .map(key => `${jsonString(key)}:${compact(object[key], order)}`)
    .join(',')}}`
}

/** A JSON value as `-o json` prints it: four spaces a level, one newline at the end. */
export function toJson(value: unknown, order: KeyOrder = 'sorted'): string {
  return `${indented(value, order, '')}\n`
}

/** A JSON value on one line without spaces, as Go's json.Marshal writes it (no newline). */
export function toCompactJson(value: unknown, order: KeyOrder = 'sorted'): string {
  return compact(value, order)
}
