import { type Cursor, isBlankOrEnd } from './cursor.ts'

const WORD = /[0-9A-Za-z_-]*/y
const URI = /(?:[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]-]|%[0-9A-Fa-f]{2})*/y

/** Past `&name` or `*name`; gives the name. Throws YamlError. */
export function scanAnchor(cursor: Cursor): string {
  cursor.skip()
  const name = cursor.skipMatch(WORD)
  const next = cursor.peek()
  if (name === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(next)))
    throw cursor.fail('did not find expected alphabetic or numeric character')
  cursor.endWord()
  return name
}

/** Past a tag; gives its handle: `!`, `!!`, `!e!`, or '' for one that needs none. Throws YamlError. */
export function scanTag(cursor: Cursor): string {
  let handle = ''
  if (cursor.peek(1) === '<') {
    cursor.skip(2)
    scanUri(cursor, '')
    if (cursor.peek() !== '>') throw cursor.fail("did not find the expected '>'")
    cursor.skip()
  } else {
    cursor.skip()
    const word = cursor.skipMatch(WORD)
    if (cursor.peek() === '!') {
      cursor.skip()
      handle = `!${word}!`
      scanUri(cursor, '')
    } else {
      scanUri(cursor, `!${word}`)
      handle = '!'
    }
  }
  if (!isBlankOrEnd(cursor.peek())) throw cursor.fail('did not find expected whitespace or line break')
  return handle
}

function scanUri(cursor: Cursor, head: string): void {
  const uri = cursor.skipMatch(URI)
  if (cursor.peek() === '%') throw cursor.fail('did not find URI escaped octet')
  if (head === '' && uri === '') throw cursor.fail('did not find expected tag URI')
}

/** A line that starts with `%`: what it says of the version or of tags. Throws YamlError. */
export function scanDirective(cursor: Cursor): { version?: string; handle?: string } {
  cursor.skip()
  const name = cursor.skipMatch(WORD)
  if (name === '') throw cursor.fail('could not find expected directive name')
  if (!isBlankOrEnd(cursor.peek())) throw cursor.fail('found unexpected non-alphabetical character')
  const directive: { version?: string; handle?: string } = {}
  if (name === 'YAML') directive.version = scanVersion(cursor)
  else if (name === 'TAG') directive.handle = scanTagDirective(cursor)
  else throw cursor.fail('found unknown directive name')
  if (!cursor.skipRestOfLine()) throw cursor.fail('did not find expected comment or line break')
  return directive
}

function scanVersion(cursor: Cursor): string {
  cursor.skipMatch(/[ \t]*/y)
  const major = scanNumber(cursor)
  if (cursor.peek() !== '.') throw cursor.fail("did not find expected digit or '.' character")
  cursor.skip()
  return `${Number(major)}.${Number(scanNumber(cursor))}`
}

function scanNumber(cursor: Cursor): string {
  const digits = cursor.skipMatch(/\d*/y)
  if (digits === '') throw cursor.fail('did not find expected version number')
  if (digits.length > 2) throw cursor.fail('found extremely long version number')
  return digits
}

function scanTagDirective(cursor: Cursor): string {
  cursor.skipMatch(/[ \t]*/y)
  if (cursor.peek() !== '!') throw cursor.fail("did not find expected '!'")
  cursor.skip()
  const word = cursor.skipMatch(WORD)
  if (cursor.peek() === '!') cursor.skip()
  else if (word !== '') throw cursor.fail("did not find expected '!'")
  const handle = cursor.text.slice(cursor.at - word.length - 2, cursor.at).replace(/^[^!]*/, '')
  if (cursor.skipMatch(/[ \t]*/y) === '') throw cursor.fail('did not find expected whitespace')
  scanUri(cursor, '')
  if (!isBlankOrEnd(cursor.peek())) throw cursor.fail('did not find expected whitespace or line break')
  return handle
}
