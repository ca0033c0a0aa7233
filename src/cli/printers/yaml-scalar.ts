/** How go-yaml v2 writes a string: plain, 'single', "double" or as a literal block (emitterc.go, after libyaml). */
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
  if (!readsAsString(text)) return 'double'
  if (allowed.plain) return 'plain'
  return allowed.single ? 'single' : 'double'
}

/** Whether a key fits on the line of its value; else it is written after a question mark. */
export function isSimpleKey(text: string): boolean {
  if (text.length > LONGEST_SIMPLE_KEY || BREAK.test(text)) return false
  return text.length * 3 <= LONGEST_SIMPLE_KEY || Buffer.byteLength(text) <= LONGEST_SIMPLE_KEY
}

const BLANK_THEN_BREAK = / [\n\u2028\u2029]/
const BREAK_THEN_BLANK = /[\n\u2028\u2029] /
const NOT_PRINTABLE = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
/** What would begin something else than a plain text, or end one. */
const INDICATOR = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?-](?: |$))|:(?: |$)| #/
const BLANK_EDGE = /^ | $/

function allowedStyles(text: string): { plain: boolean; single: boolean; literal: boolean } {
  const never = NOT_PRINTABLE.test(text) || BLANK_THEN_BREAK.test(text)
  return {
    plain: !(never || BREAK.test(text) || BLANK_EDGE.test(text) || INDICATOR.test(text)),
    single: !(never || BREAK_THEN_BLANK.test(text)),
    literal: !(never || text.endsWith(' ')),
  }
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
