/**
 * What Go's encoding/json says about a text that should be a JSON object: undefined where it is one. Secrets that hold a
 * registry's credentials are checked by it, and its words are part of the answer.
 */
export function jsonObjectError(text: string): string | undefined {
  const failure = new Scanner(text).scan()
  if (failure !== undefined) return failure
  const first = text.trimStart()[0]
  if (first === '{' || first === 'n') return undefined
  return `json: cannot unmarshal ${VALUE_NAMES[first!] ?? 'number'} into Go value of type map[string]interface {}`
}

const VALUE_NAMES: Record<string, string> = { '[': 'array', '"': 'string', t: 'bool', f: 'bool' }
const SPACE = ' \t\r\n'
const LITERALS: Record<string, string> = { t: 'true', f: 'false', n: 'null' }
const END = 'unexpected end of JSON input'

class SyntaxFailure extends Error {}

function shown(c: string): string {
  if (c === "'") return `'\\''`
  if (c === '"') return `'"'`
  return `'${JSON.stringify(c).slice(1, -1)}'`
}

/** A reader of JSON that fails at the character where Go's scanner fails, with its words. */
class Scanner {
  private at = 0
  constructor(private readonly text: string) {}

  scan(): string | undefined {
    try {
      this.value('looking for beginning of value')
      this.space()
      if (this.at < this.text.length) this.fail('after top-level value')
      return undefined
    } catch (error) {
      if (error instanceof SyntaxFailure) return error.message
      throw error
    }
  }

  private fail(context: string): never {
    const c = this.text[this.at]
    throw new SyntaxFailure(c === undefined ? END : `invalid character ${shown(c)} ${context}`)
  }

  private space(): void {
    while (this.at < this.text.length && SPACE.includes(this.text[this.at]!)) this.at++
  }

  private value(context: string): void {
    this.space()
    const c = this.text[this.at] ?? ''
    if (c === '{') this.object()
    else if (c === '[') this.array()
    else if (c === '"') this.string()
    else if (c === '-' || (c >= '0' && c <= '9')) this.number()
    else if (Object.hasOwn(LITERALS, c)) this.literal(LITERALS[c]!)
    else this.fail(context)
  }

  private literal(word: string): void {
    for (let i = 0; i < word.length; i++, this.at++)
      if (this.text[this.at] !== word[i]) this.fail(`in literal ${word} (expecting '${word[i]}')`)
  }

  private object(): void {
    this.at++
    this.space()
    if (this.text[this.at] === '}') {
      this.at++
      return
    }
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string')
      this.string()
      this.space()
      if (this.text[this.at] !== ':') this.fail('after object key')
      this.at++
      this.value('looking for beginning of value')
      this.space()
      const c = this.text[this.at]
      if (c !== ',' && c !== '}') this.fail('after object key:value pair')
      this.at++
      if (c === '}') return
    }
  }

  private array(): void {
    this.at++
    this.space()
    if (this.text[this.at] === ']') {
      this.at++
      return
    }
    for (;;) {
      this.value('looking for beginning of value')
      this.space()
      const c = this.text[this.at]
      if (c !== ',' && c !== ']') this.fail('after array element')
      this.at++
      if (c === ']') return
    }
  }

  private string(): void {
    for (this.at++; ; this.at++) {
      const c = this.text[this.at]
      if (c === undefined || c < ' ') this.fail('in string literal')
      if (c === '"') break
      if (c === '\\') this.escape()
    }
    this.at++
  }

  private escape(): void {
    this.at++
    const c = this.text[this.at]
    if (c === undefined || !'bfnrt\\/"u'.includes(c)) this.fail('in string escape code')
    if (c !== 'u') return
    for (let i = 0; i < 4; i++) {
      this.at++
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) this.fail('in \\u hexadecimal character escape')
    }
  }

  private number(): void {
    if (this.text[this.at] === '-') this.at++
    if (this.text[this.at] === '0') this.at++
    else this.digits('in numeric literal')
    if (this.text[this.at] === '.') {
      this.at++
      this.digits('after decimal point in numeric literal')
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      this.at++
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at++
      this.digits('in exponent of numeric literal')
    }
  }

  private digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? '')) this.fail(context)
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++
  }
}
