import { quote } from '../apimachinery/quote.ts'
import { unescapeGo } from './quote.ts'

const INTEGER = /^[+-]?(?:0[xX]_?[0-9a-fA-F]+|0[bB]_?[01]+|0[oO]?_?[0-7]+|0|[1-9][0-9]*)$/
const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

/**
 * The value of a number or of a character constant in a template. Returns an error text where it is not one
 * ("illegal number syntax: "1a"", "integer overflow: …", "malformed character constant: …").
 */
export function parseNumber(text: string): { value: number; isFloat: boolean } | string {
  if (text[0] === "'") return characterConstant(text)
  const plain = /^[^_].*[^_]$|^[^_]$/.test(text) && !text.includes('__') ? text.replaceAll('_', '') : text
  if (INTEGER.test(plain)) {
    const negative = plain[0] === '-'
    const digits = plain.replace(/^[+-]/, '').replace(/^0(?=[0-7])/, '0o')
    const size = BigInt(digits)
    const limit = 1n << 63n
    if (size < limit || (negative && size === limit)) {
      return { value: negative ? -Number(size) : Number(size), isFloat: false }
    }
    return `integer overflow: ${quote(text)}`
  }
  if (FLOAT.test(plain) && Number.isFinite(Number(plain))) {
    if (/[.eE]/.test(plain)) return { value: Number(plain), isFloat: true }
    return `integer overflow: ${quote(text)}`
  }
  return `illegal number syntax: ${quote(text)}`
}

function characterConstant(text: string): { value: number; isFloat: boolean } | string {
  const inner = text.slice(1, -1)
  const value = unescapeGo(inner, "'")
  if (value === undefined || value === '') return 'invalid syntax'
  const [first, ...rest] = value
  if (rest.length > 0) return `malformed character constant: ${text}`
  return { value: first!.codePointAt(0)!, isFloat: false }
}
