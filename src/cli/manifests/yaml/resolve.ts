import { YamlError } from './yaml-error.ts'

// How go-yaml v2 reads plain text: YAML 1.1 without base-60 numbers; its timestamps stay texts on the way to JSON.

const WORDS = new Map<string, unknown>([
  ...words('y Y yes Yes YES true True TRUE on On ON', true),
  ...words('n N no No NO false False FALSE off Off OFF', false),
  ...words('~ null Null NULL', null),
  ...words('.nan .NaN .NAN', Number.NaN),
  ...words('.inf .Inf .INF +.inf +.Inf +.INF', Number.POSITIVE_INFINITY),
  ...words('-.inf -.Inf -.INF', Number.NEGATIVE_INFINITY),
  ['', null],
])

function words(list: string, value: unknown): [string, unknown][] {
  return list.split(' ').map(word => [word, value])
}

const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/
const SMALL_INTEGER = /^(?:[1-9][0-9]{0,14}|0)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const MAX_UINT64 = 2n ** 64n
const MAX_INT64 = 2n ** 63n

/** What plain (unquoted) text stands for: null, a boolean, a number, or itself. */
export function resolvePlain(text: string): unknown {
  const first = text.charCodeAt(0)
  // Digits, signs and dots; letters that words start with
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) {
    const word = WORDS.get(text)
    return word === undefined ? (numberOf(text) ?? text) : word
  }
  const word = WORDS.get(text)
  return word === undefined ? text : word
}

/** The number that a text stands for, undefined if none. Underscores do not count, but a number that starts with a dot has none. */
function numberOf(text: string): number | undefined {
  if (SMALL_INTEGER.test(text)) return Number(text)
  if (text[0] === '.') return finite(text)
  const integer = integerOf(text)
  return integer === undefined ? finite(text.replaceAll('_', '')) : Number(integer)
}

/** The integer that a text stands for, undefined if it is none of 64 bits. */
export function integerOf(text: string): bigint | undefined {
  const plain = text.replaceAll('_', '')
  if (!INTEGER.test(plain)) return undefined
  const signed = plain[0] === '-' || plain[0] === '+'
  const size = BigInt((signed ? plain.slice(1) : plain).replace(/^0[oO]?(?=[0-7])/, '0o'))
  const negative = plain[0] === '-'
  const limit = negative ? MAX_INT64 + 1n : signed ? MAX_INT64 : MAX_UINT64
  if (size >= limit) return undefined
  return negative ? -size : size
}

function finite(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined
  const value = Number(text)
  // JSON knows no -0
  return Number.isFinite(value) ? value + 0 : undefined
}

const PREFIX = 'tag:yaml.org,2002:'
const RESOLVED = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp'])

/**
 * What a scalar with an explicit tag stands for; `plain` where it is not in quotes. Other tags than YAML's own mean nothing.
 * Throws YamlError where the text is not of the tag's type.
 */
export function resolveTagged(tag: string, text: string): unknown {
  const type = tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : ''
  if (type === 'binary') return binary(text)
  if (!RESOLVED.has(type) || type === 'str') return text
  const value = resolvePlain(text)
  const is = typeName(value, text)
  if (is === type || (type === 'float' && is === 'int')) return value
  if (type === 'timestamp' && isTimestamp(text)) return text
  throw new YamlError(`yaml: cannot decode !!${is} \`${text}\` as a !!${type}`)
}

function typeName(value: unknown, text: string): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return integerOf(text) === undefined ? 'float' : 'int'
  return 'str'
}

function isTimestamp(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?[ \t]*(?:Z|[-+]\d{1,2}(?::\d\d)?)?)?$/.test(
    text,
  )
}

function binary(text: string): string {
  const base64 = text.replace(/[\r\n]/g, '')
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64))
    throw new YamlError('yaml: !!binary value contains invalid base64 data')
  return Buffer.from(base64, 'base64').toString('utf8')
}
