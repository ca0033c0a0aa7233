import { type Cursor, isBlank, isBlankOrEnd, isBreak } from './cursor.ts'

/** Past `|` or `>` and the text under it. Throws YamlError. */
export function skipBlockScalar(cursor: Cursor): void {
  cursor.skip()
  const header = cursor.skipMatch(/(?:[+-]\d?|\d[+-]?)?/y)
  const digit = /\d/.exec(header)?.[0]
  if (digit === '0') {
    const excess = header.length - header.indexOf('0')
    cursor.skip(-excess)
    throw cursor.fail('found an indentation indicator equal to 0')
  }
  if (!cursor.skipRestOfLine()) throw cursor.fail('did not find expected comment or line break')
  let indent = digit === undefined ? 0 : Math.max(cursor.indent, 0) + Number(digit)
  const found = skipEmptyLines(cursor, indent)
  if (indent === 0) indent = Math.max(found, cursor.indent + 1, 1)
  while (cursor.column === indent && !cursor.atEnd) {
    cursor.skipMatch(/[^\n\r\x85\u2028\u2029]*/y)
    if (cursor.atEnd) return
    cursor.skipLine()
    skipEmptyLines(cursor, indent)
  }
}

/** Past lines of nothing but indentation (any where `indent` is 0); gives the widest. */
function skipEmptyLines(cursor: Cursor, indent: number): number {
  let widest = 0
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.peek() === ' ') cursor.skip()
    widest = Math.max(widest, cursor.column)
    if ((indent === 0 || cursor.column < indent) && cursor.peek() === '\t')
      throw cursor.fail('found a tab character where an indentation space is expected')
    if (!isBreak(cursor.peek())) return widest
    cursor.skipLine()
  }
}

/** How many hexadecimal digits follow an escape. */
const ESCAPE_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 }
const ESCAPES = '0abt\tnvfe "\'\\N_LP'

/** Past a text in quotes. Throws YamlError. */
export function skipQuotedScalar(cursor: Cursor): void {
  const quote = cursor.peek()
  cursor.skip()
  for (;;) {
    if (cursor.atDocumentIndicator()) throw cursor.fail('found unexpected document indicator')
    if (cursor.atEnd) throw cursor.fail('found unexpected end of stream')
    while (!isBlankOrEnd(cursor.peek())) {
      const c = cursor.peek()
      if (c === quote) {
        if (quote === '"' || cursor.peek(1) !== "'") break
        cursor.skip(2)
      } else if (c === '\\' && quote === '"') {
        if (isBreak(cursor.peek(1))) {
          cursor.skip()
          cursor.skipFreeLine()
          break
        }
        skipEscape(cursor)
      } else cursor.skip()
    }
    if (cursor.peek() === quote) break
    skipWhiteSpace(cursor)
  }
  cursor.skip()
}

function skipEscape(cursor: Cursor): void {
  const c = cursor.peek(1)
  const digits = Object.hasOwn(ESCAPE_DIGITS, c) ? ESCAPE_DIGITS[c]! : 0
  if (digits === 0 && !ESCAPES.includes(c)) throw cursor.fail('found unknown escape character')
  if (c === "'") cursor.amendments.push({ at: cursor.at, blanks: 0, without: 1 })
  cursor.skip(2)
  if (digits === 0) return
  const hex = cursor.text.slice(cursor.at, cursor.at + digits)
  if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits) throw cursor.fail('did not find expected hexdecimal number')
  const code = Number.parseInt(hex, 16)
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw cursor.fail('found invalid Unicode character escape code')
  cursor.skip(digits)
}

function skipWhiteSpace(cursor: Cursor): void {
  for (;;) {
    const c = cursor.peek()
    if (isBlank(c)) cursor.skip()
    else if (isBreak(c)) cursor.skipFreeLine()
    else return
  }
}

const FLOW_END = ',?[]{}'

/** Past a text without quotes; true if it ends in lines of its own. Throws YamlError. */
export function skipPlainScalar(cursor: Cursor, inFlow: boolean): boolean {
  const indent = cursor.indent + 1
  let newLine = false
  for (;;) {
    if (cursor.atDocumentIndicator() || cursor.peek() === '#') break
    for (let c = cursor.peek(); !isBlankOrEnd(c); c = cursor.peek()) {
      if (c === ':' && isBlankOrEnd(cursor.peek(1))) break
      if (inFlow && FLOW_END.includes(c)) break
      newLine = false
      cursor.skip()
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break
    for (let c = cursor.peek(); isBlank(c) || isBreak(c); c = cursor.peek()) {
      if (isBreak(c)) {
        if (inFlow) cursor.skipFreeLine()
        else cursor.skipLine()
        newLine = true
        continue
      }
      if (newLine && c === '\t' && cursor.column < indent)
        throw cursor.fail('found a tab character that violates indentation')
      cursor.skip()
    }
    if (!inFlow && cursor.column < indent) break
  }
  return newLine
}
