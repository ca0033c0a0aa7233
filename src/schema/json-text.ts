import { quote } from '../apimachinery/quote.ts'
import { type Step, stepsText } from './decode-error.ts'

/** A text that is not JSON, with the message of Go's encoding/json. */
export class JsonSyntaxError extends Error {}

/**
 * Parses JSON text and finds the fields that it has twice, as `duplicate field "spec.ports"` (the last one counts).
 * Throws a JsonSyntaxError.
 */
export function parseJsonText(text: string): { value: unknown; duplicates: string[] } {
  const scanner = new Scanner(text)
  scanner.document()
  return { value: JSON.parse(text), duplicates: scanner.duplicates }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERALS: Record<string, string> = { t: 'true', f: 'false', n: 'null' }

class Scanner {
  readonly duplicates: string[] = []
  private at = 0
  private readonly steps: Step[] = []
  constructor(private readonly text: string) {}

  document(): void {
    this.value()
    this.space()
    if (this.at < this.text.length) throw this.unexpected('after top-level value')
  }

  private unexpected(where: string): JsonSyntaxError {
    if (this.at >= this.text.length) return new JsonSyntaxError('unexpected end of JSON input')
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!)
    const shown = character === "'" ? "\\'" : character === '"' ? '"' : quote(character).slice(1, -1)
    return new JsonSyntaxError(`invalid character '${shown}' ${where}`)
  }

  private space(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  private value(): void {
    this.space()
    const first = this.text[this.at] ?? ''
    if (first === '{') this.object()
    else if (first === '[') this.array()
    else if (first === '"') this.string()
    else if (Object.hasOwn(LITERALS, first)) this.literal(LITERALS[first]!)
    else this.number()
  }

  private object(): void {
    const keys = new Set<string>()
    this.at++
    this.space()
    if (this.text[this.at] === '}') {
      this.at++
      return
    }
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') throw this.unexpected('looking for beginning of object key string')
      const key = this.string()
      this.steps.push(key)
      if (keys.has(key)) this.duplicates.push(`duplicate field "${stepsText(this.steps)}"`)
      keys.add(key)
      this.space()
      if (this.text[this.at] !== ':') throw this.unexpected('after object key')
      this.at++
      this.value()
      this.steps.pop()
      if (this.ends('}', 'after object key:value pair')) return
    }
  }

  private array(): void {
    this.at++
    this.space()
    if (this.text[this.at] === ']') {
      this.at++
      return
    }
    for (let i = 0; ; i++) {
      this.steps.push(i)
      this.value()
      this.steps.pop()
      if (this.ends(']', 'after array element')) return
    }
  }

  /** Whether a list is over after this member; a comma leads to the next. */
  private ends(bracket: string, where: string): boolean {
    this.space()
    const character = this.text[this.at]
    if (character !== ',' && character !== bracket) throw this.unexpected(where)
    this.at++
    return character === bracket
  }

  private string(): string {
    const start = this.at++
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined || character < ' ') throw this.unexpected('in string literal')
      this.at++
      if (character === '"') return JSON.parse(this.text.slice(start, this.at)) as string
      if (character === '\\') this.escape()
    }
  }

  private escape(): void {
    const character = this.text[this.at]
    if (character === undefined || !'"\\/bfnrtu'.includes(character)) throw this.unexpected('in string escape code')
    this.at++
    for (let i = 0; character === 'u' && i < 4; i++, this.at++)
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) throw this.unexpected('in \\u hexadecimal character escape')
  }

  private literal(word: string): void {
    for (const expected of word) {
      if (this.text[this.at] !== expected) throw this.unexpected(`in literal ${word} (expecting '${expected}')`)
      this.at++
    }
  }

  private number(): void {
    NUMBER.lastIndex = this.at
    const number = NUMBER.exec(this.text)?.[0]
    if (number === undefined) {
      if (this.text[this.at] !== '-') throw this.unexpected('looking for beginning of value')
      this.at++
      throw this.unexpected('in numeric literal')
    }
    this.at += number.length
    const next = this.text[this.at] ?? ''
    if (next === '.' && !number.includes('.') && !/[eE]/.test(number)) {
      this.at++
      throw this.unexpected('after decimal point in numeric literal')
    }
    if (/[eE]/.test(next) && !/[eE]/.test(number)) {
      this.at += /[+-]/.test(this.text[this.at + 1] ?? '') ? 2 : 1
      throw this.unexpected('in exponent of numeric literal')
    }
  }
}
