/** Writes plain and quoted strings as go-yaml v2 does: what is not printable is escaped, long lines are folded at a blank. */

/** A line that is longer than this is folded at its next blank. */
const BEST_WIDTH = 80
const LINE_SEPARATOR = /[\u2028\u2029]/

/** Where a string is written: the column that it begins at, where its further lines begin, and whether it may have such. */
export interface Position {
  column: number
  indent: number
  foldable: boolean
}

/** Whether YAML takes a character as it is, outside of escapes. */
export function isPrintable(c: number): boolean {
  return (
    c === 0x0a || (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd && c !== 0xfeff)
  )
}

function fits(text: string, { column, foldable }: Position): boolean {
  return !foldable || column + text.length <= BEST_WIDTH || !text.includes(' ')
}

/** A string without quotes. */
export function plain(text: string, position: Position): string {
  return fits(text, position) ? text : folded(text, position, position.column)
}

/** A string in single quotes. */
export function singleQuoted(text: string, position: Position): string {
  if (fits(text, position) && !LINE_SEPARATOR.test(text)) return `'${text.replaceAll("'", "''")}'`
  return `'${folded(text, position, position.column + 1, true)}'`
}

/** Folds a text at single blanks; a line separator inside of it begins a new line too. */
function folded(text: string, { indent, foldable }: Position, start: number, quoted = false): string {
  const pad = ' '.repeat(indent)
  const characters = [...text]
  let out = ''
  let column = start
  let afterBlank = false
  let afterBreak = false
  characters.forEach((c, i) => {
    if (c === ' ') {
      const inside = !quoted || (i > 0 && i < characters.length - 1)
      if (foldable && !afterBlank && column > BEST_WIDTH && inside && characters[i + 1] !== ' ') {
        out += `\n${pad}`
        column = indent
      } else {
        out += c
        column++
      }
      afterBlank = true
      return
    }
    if (LINE_SEPARATOR.test(c)) {
      out += c
      column = 0
      afterBreak = true
      return
    }
    if (afterBreak) {
      out += pad
      column = indent
    }
    const written = c === "'" && quoted ? "''" : c
    out += written
    column += written.length > 1 && quoted && c === "'" ? 2 : 1
    afterBlank = false
    afterBreak = false
  })
  return out
}

const ESCAPES = new Map<number, string>([
  [0x00, '0'],
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x1b, 'e'],
  [0x22, '"'],
  [0x5c, '\\'],
  [0x85, 'N'],
  [0xa0, '_'],
  [0x2028, 'L'],
  [0x2029, 'P'],
])
const ALWAYS_ESCAPED = /["\\\n\u2028\u2029]/

function escaped(c: string): string {
  const at = c.codePointAt(0)!
  const short = ESCAPES.get(at)
  if (short !== undefined) return `\\${short}`
  const hex = at.toString(16).toUpperCase()
  if (at <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return at <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/**
 * A string in double quotes. Characters beyond U+FFFF count as not printable; after a byte order mark at the beginning every character
 * is escaped.
 */
export function doubleQuoted(text: string, { column: start, indent, foldable }: Position): string {
  const afterMark = text.startsWith('\ufeff')
  const pad = ' '.repeat(indent)
  const characters = [...text]
  let out = '"'
  let column = start + 1
  let afterBlank = false
  characters.forEach((c, i) => {
    if (afterMark || ALWAYS_ESCAPED.test(c) || !isPrintable(c.codePointAt(0)!)) {
      const written = escaped(c)
      out += written
      column += written.length
      afterBlank = false
    } else if (c !== ' ') {
      out += c
      column++
      afterBlank = false
    } else {
      if (foldable && !afterBlank && column > BEST_WIDTH && i > 0 && i < characters.length - 1) {
        const blankFollows = characters[i + 1] === ' '
        out += `\n${pad}${blankFollows ? '\\' : ''}`
        column = indent + (blankFollows ? 1 : 0)
      } else {
        out += c
        column++
      }
      afterBlank = true
    }
  })
  return `${out}"`
}
