import { quotedByte } from './quoted-byte.ts'

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

/** Told where in a document the scanner is. */
export interface JsonVisitor {
  beginObject(): void
  endObject(): void
  /** A member of the innermost object begins; its name is a JSON string. */
  member(name: string): void
  /** An element of the innermost array begins. */
  element(index: number): void
  /** The member or element is over. */
  leave(): void
}

const LITERALS = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
])
const VALUE = 'looking for beginning of value'

/**
 * Goes through the JSON value that starts at `at`, after white space, and returns where it ends. Throws JsonSyntaxError at the character
 * where Go's scanner fails, with its words, and UnexpectedEnd where the text ends too early.
 */
export function scanJson(text: string, at: number, visitor?: JsonVisitor): number {
  const scanner = new Scanner(text, at, visitor)
  try {
    scanner.value()
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(text, scanner.at) : error
  }
  return scanner.at
}

/** As `scanJson`, for a text that is one value and nothing else but white space. */
export function scanWholeJson(text: string, visitor?: JsonVisitor): void {
  const at = skipSpace(text, scanJson(text, 0, visitor))
  if (at < text.length) throw invalidCharacter(text, at, 'after top-level value')
}

/** The first place from `at` on that is not white space. */
export function skipSpace(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09

export const tooDeep = (text: string, at: number): JsonSyntaxError => invalidCharacter(text, at, 'exceeded max depth')

function invalidCharacter(text: string, at: number, context: string): JsonSyntaxError {
  const offset = Buffer.byteLength(text.slice(0, at)) + 1
  return new JsonSyntaxError(`invalid character ${quotedByte(text[at]!)} ${context}`, offset)
}

class Scanner {
  constructor(
    private readonly text: string,
    public at: number,
    private readonly visitor: JsonVisitor | undefined,
  ) {}

  value(): void {
    this.space()
    const c = this.text[this.at] ?? ''
    if (c === '{') this.object()
    else if (c === '[') this.array()
    else if (c === '"') this.string()
    else if (c === '-' || (c >= '0' && c <= '9')) this.number()
    else if (LITERALS.has(c)) this.literal(LITERALS.get(c)!)
    else this.wrong(VALUE)
  }

  private object(): void {
    this.visitor?.beginObject()
    this.at++
    this.space()
    for (let more = !this.is('}'); more; more = this.goesOn('}', 'after object key:value pair')) {
      const name = this.key()
      this.visitor?.member(name)
      this.value()
      this.visitor?.leave()
    }
    this.at++
    this.visitor?.endObject()
  }

  private array(): void {
    this.at++
    this.space()
    let index = 0
    for (let more = !this.is(']'); more; more = this.goesOn(']', 'after array element')) {
      this.visitor?.element(index++)
      this.value()
      this.visitor?.leave()
    }
    this.at++
  }

  /** Whether a comma leads to another member, and not the bracket to the end. */
  private goesOn(close: string, context: string): boolean {
    this.space()
    if (this.is(close)) return false
    if (!this.is(',')) this.wrong(context)
    this.at++
    return true
  }

  private key(): string {
    this.space()
    if (!this.is('"')) this.wrong('looking for beginning of object key string')
    const start = this.at
    this.string()
    const name = this.text.slice(start, this.at)
    this.space()
    if (!this.is(':')) this.wrong('after object key')
    this.at++
    return name
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

  private space(): void {
    this.at = skipSpace(this.text, this.at)
  }

  private is(c: string): boolean {
    return this.text[this.at] === c
  }

  private wrong(context: string): never {
    if (this.at >= this.text.length) throw new UnexpectedEnd()
    throw invalidCharacter(this.text, this.at, context)
  }
}
