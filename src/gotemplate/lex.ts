/** The lexer of Go templates (text/template/parse): text, and the items of the actions between {{ and }}. */
import { isPrintable, quote } from '../apimachinery/quote.ts'
import { unicodeName } from './quote.ts'

export type ItemType =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'assign'
  | 'declare'
  | 'EOF'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'dot'
  | Keyword

const KEYWORDS = [
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
] as const
type Keyword = (typeof KEYWORDS)[number]

/** A token: `at` is where it begins in the text (in UTF-16 units), `line` on which line. */
export interface Item {
  type: ItemType
  at: number
  value: string
  line: number
}

/** An item as error messages name it: "x", <end>, EOF; an error is its own text. */
export function itemText(item: Item): string {
  if (item.type === 'EOF') return 'EOF'
  if (item.type === 'error') return item.value
  if (item.type === 'dot' || (KEYWORDS as readonly string[]).includes(item.type)) return `<${item.value}>`
  const characters = [...item.value]
  return Buffer.byteLength(item.value) > 10 ? `${quote(characters.slice(0, 10).join(''))}...` : quote(item.value)
}

const isAlphanumeric = (c: string): boolean => /[\p{L}\p{Nd}_]/u.test(c)
const TRIMMED = ' \t\r\n'
const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y

/** Splits a template into items; the last one is EOF, or an error after which there is nothing to read. */
export function lex(input: string): Item[] {
  return new Lexer(input).run()
}

class Lexer {
  private readonly items: Item[] = []
  private at = 0
  private line = 1
  private counted = 0
  private parens = 0

  constructor(private readonly input: string) {}

  run(): Item[] {
    while (this.text()) {
      while (this.insideAction()) {}
      if (this.items.at(-1)?.type === 'error') break
    }
    return this.items
  }

  private push(type: ItemType, start: number, end = this.at): true {
    for (; this.counted < start; this.counted++) if (this.input.charCodeAt(this.counted) === 10) this.line++
    this.items.push({ type, at: start, value: this.input.slice(start, end), line: this.line })
    return true
  }

  private fail(start: number, message: string): false {
    this.push('error', start)
    this.items.at(-1)!.value = message
    return false
  }

  private isSpace(at: number): boolean {
    return at < this.input.length && TRIMMED.includes(this.input[at]!)
  }

  private skipSpace(): void {
    while (this.isSpace(this.at)) this.at++
  }

  /** Reads text up to and including the next left delimiter; false at the end of the input and after an error. */
  private text(): boolean {
    const start = this.at
    const open = this.input.indexOf('{{', start)
    if (open < 0) {
      this.at = this.input.length
      if (this.at > start) this.push('text', start)
      this.push('EOF', this.at)
      return false
    }
    const trim = this.input[open + 2] === '-' && this.isSpace(open + 3)
    let end = open
    if (trim) while (end > start && this.isSpace(end - 1)) end--
    if (end > start) this.push('text', start, end)
    this.at = open + (trim ? 4 : 2)
    if (this.input.startsWith('/*', this.at)) return this.comment() && this.text()
    this.push('leftDelim', open, open + 2)
    this.parens = 0
    return true
  }

  private comment(): boolean {
    const start = this.at
    const close = this.input.indexOf('*/', start + 2)
    if (close < 0) return this.fail(start, 'unclosed comment')
    this.at = close + 2
    const length = this.rightDelim()
    if (length === 0) return this.fail(start, 'comment ends before closing delimiter')
    this.at += length
    if (length > 2) this.skipSpace()
    return true
  }

  /** How long the right delimiter here is, with its trim marker; 0 where there is none. */
  private rightDelim(): number {
    if (this.isSpace(this.at) && this.input.startsWith('-}}', this.at + 1)) return 4
    return this.input.startsWith('}}', this.at) ? 2 : 0
  }

  /** Reads one item of an action; false after its right delimiter and after an error. */
  private insideAction(): boolean {
    const start = this.at
    const delim = this.rightDelim()
    if (delim > 0) {
      if (this.parens > 0) return this.fail(start, 'unclosed left paren')
      this.at += delim
      this.push('rightDelim', this.at - 2)
      if (delim > 2) this.skipSpace()
      return false
    }
    if (start >= this.input.length) return this.fail(start, 'unclosed action')
    const c = String.fromCodePoint(this.input.codePointAt(start)!)
    if (this.isSpace(start)) return this.space(start)
    if (c === '"') return this.quoted(start, '"', 'string', 'unterminated quoted string')
    if (c === "'") return this.quoted(start, "'", 'charConstant', 'unterminated character constant')
    if (c === '`') return this.rawString(start)
    if (c === '$') return this.word(start, 'variable')
    if (c === '.' && !/[0-9]/.test(this.input[start + 1] ?? '')) return this.word(start, 'field')
    if (/[-+.0-9]/.test(c)) return this.number(start)
    if (isAlphanumeric(c)) return this.identifier(start)
    return this.symbol(start, c)
  }

  private symbol(start: number, c: string): boolean {
    this.at += c.length
    switch (c) {
      case '=':
        return this.push('assign', start)
      case ':':
        if (this.input[this.at] !== '=') return this.fail(start, 'expected :=')
        this.at++
        return this.push('declare', start)
      case '|':
        return this.push('pipe', start)
      case '(':
        this.parens++
        return this.push('leftParen', start)
      case ')':
        this.parens--
        return this.parens < 0 ? this.fail(start, 'unexpected right paren') : this.push('rightParen', start)
    }
    if (c.charCodeAt(0) < 128 && isPrintable(c)) return this.push('char', start)
    return this.fail(start, `unrecognized character in action: ${unicodeName(c)}`)
  }

  private space(start: number): true {
    this.skipSpace()
    // The last blank belongs to a right delimiter with a trim marker.
    if (this.input.startsWith('-}}', this.at)) this.at--
    return this.at > start ? this.push('space', start) : true
  }

  private quoted(start: number, quote: string, type: ItemType, error: string): boolean {
    for (this.at++; ; this.at++) {
      let c = this.input[this.at]
      if (c === quote) break
      if (c === '\\') c = this.input[++this.at]
      if (c === undefined || c === '\n') return this.fail(start, error)
    }
    this.at++
    return this.push(type, start)
  }

  private rawString(start: number): boolean {
    const close = this.input.indexOf('`', start + 1)
    if (close < 0) return this.fail(start, 'unterminated raw quoted string')
    this.at = close + 1
    return this.push('rawString', start)
  }

  private alphanumeric(): void {
    for (;;) {
      const code = this.input.codePointAt(this.at)
      if (code === undefined || !isAlphanumeric(String.fromCodePoint(code))) return
      this.at += code > 0xffff ? 2 : 1
    }
  }

  private atTerminator(): boolean {
    return (
      this.at >= this.input.length ||
      this.isSpace(this.at) ||
      '.,|:)('.includes(this.input[this.at]!) ||
      this.input.startsWith('}}', this.at)
    )
  }

  private badCharacter(start: number): false {
    return this.fail(start, `bad character ${unicodeName(String.fromCodePoint(this.input.codePointAt(this.at)!))}`)
  }

  /** A field (.x), a variable ($x), or the dot and the dollar alone. */
  private word(start: number, type: 'field' | 'variable'): boolean {
    this.at++
    if (this.atTerminator()) return this.push(type === 'field' ? 'dot' : 'variable', start)
    this.alphanumeric()
    return this.atTerminator() ? this.push(type, start) : this.badCharacter(start)
  }

  private identifier(start: number): boolean {
    this.alphanumeric()
    if (!this.atTerminator()) return this.badCharacter(start)
    const word = this.input.slice(start, this.at)
    if (word === 'true' || word === 'false') return this.push('bool', start)
    return this.push((KEYWORDS as readonly string[]).includes(word) ? (word as Keyword) : 'identifier', start)
  }

  private number(start: number): boolean {
    NUMBER.lastIndex = start
    this.at = start + NUMBER.exec(this.input)![0].length
    const next = this.input.codePointAt(this.at)
    if (next === 43 || next === 45) {
      NUMBER.lastIndex = this.at
      return this.badNumber(start, this.at + NUMBER.exec(this.input)![0].length)
    }
    if (next !== undefined && isAlphanumeric(String.fromCodePoint(next))) {
      return this.badNumber(start, this.at + (next > 0xffff ? 2 : 1))
    }
    return this.push('number', start)
  }

  private badNumber(start: number, end: number): false {
    return this.fail(start, `bad number syntax: ${quote(this.input.slice(start, end))}`)
  }
}
