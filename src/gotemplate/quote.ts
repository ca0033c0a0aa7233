import { isPrintable } from '../apimachinery/quote.ts'

const ESCAPES: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
}

/** `text` as a Go literal between `sign`s (strconv.Quote, QuoteRune); `ascii` escapes everything beyond ASCII. */
export function quoteLiteral(text: string, sign: '"' | "'", ascii: boolean): string {
  let out = sign as string
  for (const raw of text) {
    const c = isLoneSurrogate(raw) ? '\ufffd' : raw
    if (c === sign) out += `\\${c}`
    else if (Object.hasOwn(ESCAPES, c)) out += ESCAPES[c]
    else if (isPrintable(c) && (!ascii || c.charCodeAt(0) < 0x80)) out += c
    else out += escapeCode(c.codePointAt(0)!)
  }
  return out + sign
}

function escapeCode(code: number): string {
  const hex = code.toString(16)
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function isLoneSurrogate(c: string): boolean {
  return c.length === 1 && c >= '\ud800' && c <= '\udfff'
}

const SIMPLE: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}
const NUMERIC = /^(?:([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/
const utf8 = new TextEncoder()

/**
 * The text between the quotes of a Go literal with its escapes resolved; undefined where they are not valid Go. Octal and \x escapes
 * stand for bytes, so that "\xc3\xa9" is é.
 */
export function unescapeGo(inner: string, quote: string): string | undefined {
  if (!inner.includes('\\')) return inner.includes(quote) || inner.includes('\n') ? undefined : inner
  const bytes: number[] = []
  for (let i = 0; i < inner.length; ) {
    const c = String.fromCodePoint(inner.codePointAt(i)!)
    if (c === quote || c === '\n') return undefined
    if (c !== '\\') {
      bytes.push(...utf8.encode(c))
      i += c.length
      continue
    }
    const next = inner[i + 1] ?? ''
    if (next === quote || Object.hasOwn(SIMPLE, next)) {
      bytes.push(...utf8.encode(next === quote ? quote : SIMPLE[next]))
      i += 2
      continue
    }
    const match = NUMERIC.exec(inner.slice(i + 1, i + 10))
    if (!match) return undefined
    const [all, octal, byte, short, long] = match
    const code = Number.parseInt(octal ?? byte ?? short ?? long!, octal === undefined ? 16 : 8)
    if (octal !== undefined || byte !== undefined) {
      if (code > 255) return undefined
      bytes.push(code)
    } else {
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
      bytes.push(...utf8.encode(String.fromCodePoint(code)))
    }
    i += 1 + all.length
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}

/** strconv.Unquote for "…", '…' (one character) and `…` literals; undefined where the syntax is invalid. */
export function goUnquote(literal: string): string | undefined {
  const quote = literal[0]
  if (literal.length < 2 || quote === undefined || literal[literal.length - 1] !== quote) return undefined
  const inner = literal.slice(1, -1)
  if (quote === '`') return inner.includes('`') ? undefined : inner.replaceAll('\r', '')
  if (quote !== '"' && quote !== "'") return undefined
  const text = unescapeGo(inner, quote)
  return quote === "'" && text !== undefined && [...text].length !== 1 ? undefined : text
}

/** A character as Go's %#U writes it: U+0026 '&'. */
export function unicodeName(c: string): string {
  const code = `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  return isPrintable(c) ? `${code} '${c}'` : code
}
