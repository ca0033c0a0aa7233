/** One verb of fmt.Sprintf applied to one value. */

import { formatFloat } from './float.ts'
import { formatValue } from './format.ts'
import { GoFloat, plainNumber } from './go-number.ts'
import { goSyntax } from './go-syntax.ts'
import { quoteLiteral } from './quote.ts'
import { sortedKeys } from './sorted-keys.ts'
import { asInt, goType, isMap } from './values.ts'

export interface Spec {
  minus: boolean
  plus: boolean
  sharp: boolean
  space: boolean
  zero: boolean
  width?: number | undefined
  precision?: number | undefined
}

/** No flags at all. */
export const PLAIN: Spec = { minus: false, plus: false, sharp: false, space: false, zero: false }

/** A value as a verb with its flags, width and precision prints it; "%!d(string=x)" where the verb does not suit the value. */
export function formatVerb(spec: Spec, verb: string, value: unknown): string {
  if (verb === 'T') return pad(spec, goType(value))
  if (value === null || value === undefined) return verb === 'v' ? pad(spec, '<nil>') : `%!${verb}(<nil>)`
  if (verb === 'v' && spec.sharp) return goSyntax(plainNumber(value))
  return element(spec, verb, value)
}

function element(spec: Spec, verb: string, value: unknown): string {
  if (value === null || value === undefined) return pad(spec, '<nil>')
  if (typeof value === 'string') return textVerb(spec, verb, value)
  if (typeof value === 'boolean') {
    return verb === 't' || verb === 'v' ? pad(spec, String(value)) : badVerb(verb, value)
  }
  if (value instanceof GoFloat) return floatVerb(spec, verb, value.value)
  if (asInt(value) !== undefined) return intVerb(spec, verb, value)
  if (typeof value === 'number') return floatVerb(spec, verb, value)
  if (Array.isArray(value)) return `[${value.map(item => element(spec, verb, item)).join(' ')}]`
  if (!isMap(value)) return formatValue(value)
  const entries = sortedKeys(value).map(key => `${element(spec, verb, key)}:${element(spec, verb, value[key])}`)
  return `map[${entries.join(' ')}]`
}

function badVerb(verb: string, value: unknown): string {
  return `%!${verb}(${goType(value)}=${formatValue(value)})`
}

function pad(spec: Spec, text: string): string {
  const missing = (spec.width ?? 0) - [...text].length
  if (missing <= 0) return text
  return spec.minus ? text + ' '.repeat(missing) : (spec.zero ? '0' : ' ').repeat(missing) + text
}

function truncated(spec: Spec, text: string): string {
  return spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('')
}

function textVerb(spec: Spec, verb: string, text: string): string {
  switch (verb) {
    case 'v':
    case 's':
      return pad(spec, truncated(spec, text))
    case 'q': {
      const cut = truncated(spec, text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what a raw literal of Go cannot hold
      const raw = spec.sharp && !/[`\u0000-\u0008\u000a-\u001f\u007f\ufeff]/.test(cut)
      return pad(spec, raw ? `\`${cut}\`` : quoteLiteral(cut, '"', spec.plus))
    }
    case 'x':
    case 'X': {
      const bytes = Buffer.from(text).subarray(0, spec.precision)
      const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0'))
      const prefix = spec.sharp && hex.length > 0 ? '0x' : ''
      const joined = spec.space ? hex.map(pair => prefix + pair).join(' ') : prefix + hex.join('')
      return pad(spec, verb === 'X' ? joined.toUpperCase() : joined)
    }
  }
  return badVerb(verb, text)
}

const BASES: Record<string, [number, string]> = {
  d: [10, ''],
  v: [10, ''],
  b: [2, '0b'],
  o: [8, '0'],
  O: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
}

function intVerb(spec: Spec, verb: string, operand: unknown): string {
  const value = asInt(operand)!
  if (Object.hasOwn(BASES, verb)) return integer(spec, verb, value)
  const character = value >= 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd'
  switch (verb) {
    case 'c':
      return pad(spec, character)
    case 'q':
      return pad(spec, quoteLiteral(character, "'", spec.plus))
    case 'U': {
      const code = `U+${value
        .toString(16)
        .toUpperCase()
        .padStart(spec.precision ?? 4, '0')}`
      return pad({ ...spec, zero: false }, spec.sharp ? `${code} '${character}'` : code)
    }
  }
  return badVerb(verb, operand)
}

function integer(spec: Spec, verb: string, value: number): string {
  const [base, prefix] = BASES[verb]!
  const sign = value < 0 ? '-' : spec.plus ? '+' : spec.space ? ' ' : ''
  let digits = (value < 0 ? -BigInt(value) : BigInt(value)).toString(base)
  if (verb === 'X') digits = digits.toUpperCase()
  if (spec.precision === 0 && value === 0) return pad({ ...spec, zero: false }, '')
  const zeros = spec.precision ?? (spec.zero && !spec.minus ? (spec.width ?? 0) - sign.length : 0)
  digits = digits.padStart(zeros, '0')
  const lead = verb === 'O' || (spec.sharp && !(verb === 'o' && digits[0] === '0')) ? prefix : ''
  return pad({ ...spec, zero: false }, sign + lead + digits)
}

function floatVerb(spec: Spec, verb: string, value: number): string {
  const text = floatText(spec, verb, Math.abs(value))
  if (text === undefined) return badVerb(verb, new GoFloat(value))
  const sign = value < 0 || Object.is(value, -0) ? '-' : spec.plus ? '+' : spec.space ? ' ' : ''
  if (spec.zero && !spec.minus && Number.isFinite(value))
    return sign + text.padStart((spec.width ?? 0) - sign.length, '0')
  return pad({ ...spec, zero: false }, sign + text)
}

function floatText(spec: Spec, verb: string, size: number): string | undefined {
  const exponent = (text: string) => text.replace(/e([+-])(\d)$/, 'e$10$2')
  switch (verb) {
    case 'v':
    case 'g':
    case 'G': {
      const text = spec.precision === undefined ? formatFloat(size) : exponent(general(size, spec.precision || 1))
      return verb === 'G' ? text.toUpperCase() : text
    }
    case 'f':
    case 'F':
      return size.toFixed(Math.min(spec.precision ?? 6, 100))
    case 'e':
    case 'E': {
      const text = exponent(size.toExponential(Math.min(spec.precision ?? 6, 100)))
      return verb === 'E' ? text.toUpperCase() : text
    }
  }
  return undefined
}

/** %.Ng: at most N significant digits without trailing zeros, with an exponent where it is below -4 or not below N. */
function general(size: number, precision: number): string {
  if (size === 0) return '0'
  const rounded = size.toExponential(Math.min(precision, 100) - 1)
  const [mantissa, power] = rounded.split('e') as [string, string]
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0'
  const exponent = Number(power)
  if (exponent < -4 || exponent >= Math.max(precision, digits.length > precision ? precision : 0)) {
    return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${power}`
  }
  const fixed = Number(rounded).toFixed(Math.max(0, digits.length - 1 - exponent))
  return fixed
}
