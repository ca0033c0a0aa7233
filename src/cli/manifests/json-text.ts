/** A text that is not JSON, in the words of Go's encoding/json. */
export class JsonSyntaxError extends Error {
  /** `offset` is in bytes from the start of the text, just after the character that is wrong. */
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}

/** The text ends within a value: not a syntax error to Go's decoder of streams. */
export class UnexpectedEnd extends Error {
  constructor() {
    super('unexpected EOF')
  }
}

/** How deep arrays and objects may be nested for Go's decoder. */
const MAX_DEPTH = 10_000

/**
 * Reads the JSON value that starts at `start`, after white space, and says where it ends; undefined where nothing but white
 * space is left. Throws JsonSyntaxError or UnexpectedEnd.
 */
export function readJson(text: string, start: number): { value: unknown; from: number; end: number } | undefined {
  const from = skipSpace(text, start)
  if (from === text.length) return undefined
  const end = endOfValue(text, from)
  if (end !== undefined) {
    try {
      return { value: JSON.parse(text.slice(from, end)), from, end }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return new Scanner(text, from).fail()
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09

/** Where a value ends if it is well-formed: its closing bracket or quote, or the end of a word. Undefined if it does not end. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 0x22) {
      at = endOfString(text, at)
      if (depth === 0) return at < text.length ? at + 1 : undefined
    } else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) throw tooDeep(text, at)
    } else if (c === 0x7d || c === 0x5d) {
      if (--depth <= 0) return at + 1
    } else if (depth === 0) return endOfWord(text, at)
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++
    if (backslashes % 2 === 0) return at
  }
  return text.length
}

/** A number or a literal ends where it can no longer go on; what comes after is the next value's affair. */
function endOfWord(text: string, at: number): number {
  const word = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/y
  word.lastIndex = at
  return at + (word.exec(text)?.[0].length ?? 1)
}

const LITERALS = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
])
const VALUE = 'looking for beginning of value'

/** Goes through a value that is known to be wrong, for the place and the words of Go's scanner. */
class Scanner {
  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  fail(): never {
    try {
      this.value(VALUE)
    } catch (error) {
      throw error instanceof RangeError ? tooDeep(this.text, this.at) : error
    }
    throw new UnexpectedEnd()
  }

  private wrong(context: string): never {
    if (this.at >= this.text.length) throw new UnexpectedEnd()
    throw invalidCharacter(this.text, this.at, context)
  }

  private is(c: string): boolean {
    return this.text[this.at] === c
  }

  private space(): void {
    this.at = skipSpace(this.text, this.at)
  }

  private value(context: string): void {
    this.space()
    const c = this.text[this.at] ?? ''
    if (c === '{' || c === '[') this.nested(c)
    else if (c === '"') this.string()
    else if (c === '-' || (c >= '0' && c <= '9')) this.number()
    else if (LITERALS.has(c)) this.literal(LITERALS.get(c)!)
    else this.wrong(context)
  }

  private nested(open: '{' | '['): void {
    const close = open === '{' ? '}' : ']'
    this.at++
    this.space()
    for (let first = true; !(first && this.is(close)); first = false) {
      if (open === '{') this.key()
      this.value(VALUE)
      this.space()
      if (this.is(close)) break
      if (!this.is(',')) this.wrong(open === '{' ? 'after object key:value pair' : 'after array element')
      this.at++
    }
    this.at++
  }

  private key(): void {
    this.space()
    if (!this.is('"')) this.wrong('looking for beginning of object key string')
    this.string()
    this.space()
    if (!this.is(':')) this.wrong('after object key')
    this.at++
  }

  private literal(word: string): void {
    for (const expected of word) {
      if (!this.is(expected)) this.wrong(`in literal ${word} (expecting '${expected}')`)
      this.at++
    }
  }

  private string(): void {
    for (this.at++; !this.is('"'); this.at++) {
      if ((this.text[this.at] ?? '') < ' ') this.wrong('in string literal')
      if (this.is('\\')) this.escape()
    }
    this.at++
  }

  private escape(): void {
    this.at++
    if (!/[bfnrt\\/"u]/.test(this.text[this.at] ?? '')) this.wrong('in string escape code')
    if (!this.is('u')) return
    for (let i = 0; i < 4; i++) {
      this.at++
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.wrong('in \\u hexadecimal character escape')
    }
  }

  private number(): void {
    if (this.is('-')) this.at++
    if (this.is('0')) this.at++
    else this.digits('in numeric literal')
    if (this.is('.')) {
      this.at++
      this.digits('after decimal point in numeric literal')
    }
    if (this.is('e') || this.is('E')) {
      this.at++
      if (this.is('+') || this.is('-')) this.at++
      this.digits('in exponent of numeric literal')
    }
  }

  private digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? '')) this.wrong(context)
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++
  }
}

function invalidCharacter(text: string, at: number, context: string): JsonSyntaxError {
  const offset = Buffer.byteLength(text.slice(0, at)) + 1
  return new JsonSyntaxError(`invalid character ${quotedByte(text[at]!)} ${context}`, offset)
}

const tooDeep = (text: string, at: number): JsonSyntaxError => invalidCharacter(text, at, 'exceeded max depth')

/** A byte as Go quotes it in messages; the first of a character beyond ASCII. */
function quotedByte(c: string): string {
  if (c === "'") return `'\\''`
  if (c === '"') return `'"'`
  const byte = Buffer.from(c)[0]!
  const shown = JSON.stringify(String.fromCharCode(byte)).slice(1, -1)
  if (byte === 0) return `'\\x00'`
  return `'${shown.replace(/^\\u00(..)$/, '\\x$1')}'`
}
