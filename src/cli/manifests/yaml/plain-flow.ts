import { setOwn } from '../../../schema/json-value.ts'
import { COMMENT, resolved, Unusual, unquoted } from './plain-scalars.ts'

const SCALAR =
  /("(?:[^"\\]|\\["\\nrtbf])*"|'(?:[^']|'')*')|((?:[A-Za-z0-9_./]|--?[A-Za-z0-9])[\w./=+$%@*()-]*(?: +[\w./=+$%@*()-]+|:[\w./=+$%@*()-]+)*)/y
const KEY = /(?:"([^"\\]{1,200})"|([A-Za-z_][\w./-]{0,200})): +/y
const BLANKS = / */y

/** A `{…}` or `[…]` that starts and ends on this line, and nothing but a comment after it. Throws Unusual. */
export function readFlow(rest: string): unknown {
  const reader = new FlowReader(rest)
  const value = reader.value()
  const after = rest.slice(reader.at)
  if (!COMMENT.test(after) || after[0] === '#') throw new Unusual()
  return value
}

class FlowReader {
  at = 0
  constructor(private readonly text: string) {}

  value(): unknown {
    const c = this.text[this.at]
    if (c === '{') return this.mapping()
    if (c === '[') return this.list()
    const match = this.match(SCALAR)
    const next = this.text[this.at]
    if (next !== ',' && next !== ' ' && next !== '}' && next !== ']') throw new Unusual()
    return match[1] === undefined ? resolved(match[2]!) : unquoted(match[1])
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (!match) throw new Unusual()
    this.at += match[0].length
    return match
  }

  private mapping(): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.members('}', () => {
      const [, quoted, plain] = this.match(KEY)
      if (plain !== undefined && resolved(plain) !== plain) throw new Unusual()
      setOwn(object, plain ?? quoted!, this.value())
    })
    return object
  }

  private list(): unknown[] {
    const items: unknown[] = []
    this.members(']', () => items.push(this.value()))
    return items
  }

  private members(close: '}' | ']', read: () => void): void {
    this.at++
    this.match(BLANKS)
    for (let first = true; this.text[this.at] !== close; first = false) {
      if (!first) {
        if (this.text[this.at] !== ',') throw new Unusual()
        this.at++
        this.match(BLANKS)
      }
      read()
      this.match(BLANKS)
    }
    this.at++
  }
}
