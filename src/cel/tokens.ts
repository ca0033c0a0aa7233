import { CelSyntaxError } from './errors.ts'

export interface Token {
  kind: 'name' | 'number' | 'string' | 'operator' | 'end'
  text: string
  /** The value of a string or number. */
  value?: string | number
}

const SPACE = /(?:\s|\/\/[^\n]*)+/y
const NUMBER = /0[xX][0-9a-fA-F]+[uU]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?/y
const NAME = /[A-Za-z_]\w*/y
const STRING = /[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y
const RAW_STRING = /[rR](?:"[^"\n]*"|'[^'\n]*')/y
const OPERATOR = /&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()[\]{}]/y
const MAX_CODE_POINT = 0x10ffff
const ESCAPES: Record<string, string> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' },
  ...{ '\\': '\\', '"': '"', "'": "'", '`': '`', '?': '?' },
}

/** Cuts an expression of the Common Expression Language into its tokens. Throws a CelSyntaxError. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(text)?.[0]
    if (match !== undefined) at += match.length
    return match
  }
  for (;;) {
    take(SPACE)
    if (at >= text.length) return [...found, { kind: 'end', text: '' }]
    const string = take(RAW_STRING) ?? take(STRING)
    if (string !== undefined) {
      found.push({ kind: 'string', text: string, value: stringValue(string) })
      continue
    }
    const number = take(NUMBER)
    if (number !== undefined) {
      found.push({ kind: 'number', text: number, value: Number(number.replace(/[uU]$/, '')) })
      continue
    }
    const name = take(NAME)
    const operator = name === undefined ? take(OPERATOR) : undefined
    if (name === undefined && operator === undefined)
      throw new CelSyntaxError(`token recognition error at: '${text[at]}'`)
    found.push(name === undefined ? { kind: 'operator', text: operator! } : { kind: 'name', text: name })
  }
}

function stringValue(literal: string): string {
  const isRaw = /^[rR]/.test(literal)
  const quoted = isRaw ? literal.slice(1) : literal
  const width = /^("""|''')/.test(quoted) && quoted.length >= 6 ? 3 : 1
  const inner = quoted.slice(width, -width)
  if (isRaw) return inner
  return inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g,
    (_, x, u, U, octal, single: string | undefined) => {
      const hex = x ?? u ?? U
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      if (octal !== undefined) return character(Number.parseInt(octal, 8))
      const escaped = Object.hasOwn(ESCAPES, single!) ? ESCAPES[single!] : undefined
      if (escaped === undefined) throw new CelSyntaxError(`invalid escape: \\${single}`)
      return escaped
    },
  )
}

function character(code: number): string {
  if (code > MAX_CODE_POINT) throw new CelSyntaxError(`illegal unicode code point: ${code.toString(16)}`)
  return String.fromCodePoint(code)
}
