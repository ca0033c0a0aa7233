/** How go-yaml v2 writes a string: plain, 'single', "double" or as a literal block (emitterc.go of libyaml, without line folding). */
import { readsAsString } from './yaml-resolve.ts'

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal'

const SIMPLE = /^[A-Za-z0-9_/](?:[\w./+=@-]|:(?=[\w/]))*$/
const BREAK = /[\n\r\u0085\u2028\u2029]/
const LONGEST_SIMPLE_KEY = 128

/** The style for `text`, as a value or (`key`) as a key on one line. */
export function scalarStyle(text: string, key: boolean): ScalarStyle {
  if (SIMPLE.test(text)) return readsAsString(text) ? 'plain' : 'double'
  if (text === '') return 'double'
  const allowed = allowedStyles(text)
  if (text.includes('\n')) return key || !allowed.literal ? 'double' : 'literal'
  if (!readsAsString(text) || text === '<<') return 'double'
  if (allowed.plain) return 'plain'
  return allowed.single ? 'single' : 'double'
}

/** Whether a key fits on the line of its value; else it is written after a question mark. */
export function isSimpleKey(text: string): boolean {
  if (text.length > LONGEST_SIMPLE_KEY || BREAK.test(text)) return false
  return text.length * 3 <= LONGEST_SIMPLE_KEY || Buffer.byteLength(text) <= LONGEST_SIMPLE_KEY
}

function allowedStyles(text: string): { plain: boolean; single: boolean; literal: boolean } {
  let special = false
  let indicator = text.startsWith('---') || text.startsWith('...')
  let breaks = false
  let spaceAfterBreak = false
  let breakAfterSpace = false
  let previous = ''
  for (const c of text) {
    const first = previous === ''
    const at = c.codePointAt(0)!
    if (first && '#,[]{}&*!|>\'"%@`'.includes(c)) indicator = true
    if (c === '#' && (previous === ' ' || previous === '\t' || BREAK.test(previous))) indicator = true
    if (
      previous === ':' ||
      (previous !== '' && '?-'.includes(previous) && text.startsWith(previous) && isSecond(text, c))
    )
      indicator ||= c === ' ' || c === '\t' || BREAK.test(c)
    if (!isPrintable(at)) special = true
    const isBreak = BREAK.test(c)
    if (isBreak) {
      breaks = true
      if (previous === ' ') breakAfterSpace = true
    } else if (c === ' ' && BREAK.test(previous)) spaceAfterBreak = true
    previous = c
  }
  const last = previous
  if (last === ':' || text === '?' || text === '-') indicator = true
  const edge = text[0] === ' ' || last === ' ' || BREAK.test(text[0]!) || BREAK.test(last)
  const never = breakAfterSpace || special
  return {
    plain: !(edge || spaceAfterBreak || never || breaks || indicator),
    single: !(spaceAfterBreak || never),
    literal: !(last === ' ' || never),
  }
}

/** Whether `c` is the second character of `text`: `- ` and `? ` are indicators at the beginning only. */
function isSecond(text: string, c: string): boolean {
  return text.startsWith(c, 1) && text.length >= 2
}

function isPrintable(c: number): boolean {
  return (
    c === 0x0a || (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd && c !== 0xfeff)
  )
}

/** `text` in single quotes; `indent` is where a line that follows a break begins. */
export function singleQuoted(text: string, indent: number): string {
  return `'${text.replaceAll("'", "''").replace(/([\u2028\u2029]+)(?=[^\u2028\u2029])/g, `$1${' '.repeat(indent)}`)}'`
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
  [0x2028, 'L'],
  [0x2029, 'P'],
])

/**
 * `text` in double quotes, with everything escaped that is not printable in YAML (so are characters beyond U+FFFF). After a
 * byte order mark the emitter escapes every character.
 */
export function doubleQuoted(text: string): string {
  const afterMark = text.startsWith('\ufeff')
  let out = '"'
  for (const c of text) {
    const at = c.codePointAt(0)!
    const short = ESCAPES.get(at)
    if (short !== undefined) out += `\\${short}`
    else if (afterMark && at === 0xa0) out += '\\_'
    else if (!afterMark && isPrintable(at)) out += c
    else {
      const hex = at.toString(16).toUpperCase()
      out +=
        at <= 0xff
          ? `\\x${hex.padStart(2, '0')}`
          : at <= 0xffff
            ? `\\u${hex.padStart(4, '0')}`
            : `\\U${hex.padStart(8, '0')}`
    }
  }
  return `${out}"`
}

/** `text` as a literal block with its indentation and chomping hints; `indent` is where its lines begin. */
export function literal(text: string, indent: number): string {
  const hint = text[0] === ' ' || BREAK.test(text[0]!) ? '2' : ''
  const last = text[text.length - 1]!
  let chomp = ''
  if (!BREAK.test(last)) chomp = '-'
  else if (text.length === 1 || BREAK.test(text[text.length - 2]!)) chomp = '+'
  const pad = ' '.repeat(indent)
  return `|${hint}${chomp}\n${text.replace(/(^|[\n\u2028\u2029])(?=[^\n\u2028\u2029])/g, `$1${pad}`)}`
}
