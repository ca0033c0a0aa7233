import { scannerError, type YamlError } from './yaml-error.ts'

/**
 * A place where YAML 1.1 is not what YAML 1.2 is, to which the yaml package keeps: it needs no blanks where that does, or it has
 * characters that must not be there (the backslash of `\'`).
 */
export interface Amendment {
  at: number
  blanks: number
  /** How many characters from there on are left out. */
  without: number
}

/** A place in a text. NEL, LS and PS are line breaks in YAML 1.1. */
export class Cursor {
  at = 0
  line = 0
  column = 0
  /** The indentation of the block around here, -1 outside of any. */
  indent = -1
  readonly amendments: Amendment[] = []
  constructor(readonly text: string) {}

  /** The character `ahead` of here, '' past the end. */
  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? ''
  }

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  skip(count = 1): void {
    this.at += count
    this.column += count
  }

  /** Past a line break; CR LF is one. */
  skipLine(): void {
    this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1
    this.column = 0
    this.line++
  }

  /** Past a line break within brackets or quotes, after which the indentation may be less than the block's. */
  skipFreeLine(): void {
    this.skipLine()
    const missing = this.indent + 1
    for (let i = 0; i < missing; i++) {
      if (this.text[this.at + i] === ' ') continue
      this.amendments.push({ at: this.at, blanks: missing - i, without: 0 })
      return
    }
  }

  /** After something that may touch what comes next. */
  endWord(): void {
    if (!isBlankOrEnd(this.peek())) this.amendments.push({ at: this.at, blanks: 1, without: 0 })
  }

  /** Past the characters that the sticky pattern matches here. */
  skipMatch(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)?.[0] ?? ''
    this.skip(match.length)
    return match
  }

  /** Past blanks and an optional comment; false if anything else is left on the line. */
  skipRestOfLine(): boolean {
    this.skipMatch(BLANKS)
    if (this.peek() === '#') this.skipMatch(TO_LINE_END)
    if (isBreak(this.peek())) this.skipLine()
    else if (!this.atEnd) return false
    return true
  }

  /** Whether `---` or `...` stands alone at the start of this line. */
  atDocumentIndicator(): boolean {
    if (this.column !== 0) return false
    const c = this.peek()
    if (c !== '-' && c !== '.') return false
    return this.peek(1) === c && this.peek(2) === c && isBlankOrEnd(this.peek(3))
  }

  fail(message: string): YamlError {
    return scannerError(message, this.line)
  }
}

const BLANKS = /[ \t]*/y
const TO_LINE_END = /[^\n\r\x85\u2028\u2029]*/y

export const isBreak = (c: string): boolean =>
  c === '\n' || c === '\r' || c === '\x85' || c === '\u2028' || c === '\u2029'
export const isBlank = (c: string): boolean => c === ' ' || c === '\t'
/** White space, a line break or the end of the text. */
export const isBlankOrEnd = (c: string): boolean => c === '' || isBlank(c) || isBreak(c)
