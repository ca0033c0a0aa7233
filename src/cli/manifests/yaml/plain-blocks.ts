import { setOwn } from '../../../schema/json-value.ts'
import { readFlow } from './plain-flow.ts'
import { COMMENT, readScalar, UNUSUAL, Unusual } from './plain-scalars.ts'
import { resolvePlain } from './resolve.ts'

const KEY = /^([A-Za-z_][\w./-]{0,250}):(?: +|$)/
const LITERAL = /^\|(-?)(?: +#.*)?$/

/**
 * Reads a document of the YAML that most manifests are made of, several times faster than the yaml package: blocks of
 * mappings and lists with short keys, scalars of one line, `|` texts, `{}` and `[]` within a line. Gives undefined for all
 * else, wrong documents included; where it gives a value, parseYaml gives the same.
 */
export function readPlainBlocks(text: string): { value: unknown } | undefined {
  if (UNUSUAL.test(text)) return undefined
  try {
    return { value: new Reader(text).document() }
  } catch (error) {
    if (error instanceof Unusual || error instanceof RangeError) return undefined
    throw error
  }
}

class Reader {
  private readonly lines: string[]
  /** The next line to look at. */
  private next = 0
  /** What the reader is at: the indentation of a line, -1 past the last, and its text without it. */
  private indent = -1
  private text = ''

  constructor(text: string) {
    this.lines = text.split('\n')
    // What comes after the last line break is a line only if there is something
    if (this.lines.at(-1) === '') this.lines.pop()
    else throw new Unusual()
  }

  document(): unknown {
    if (this.lines[0]?.startsWith('---')) {
      if (!COMMENT.test(this.lines[0].slice(3))) throw new Unusual()
      this.next = 1
    }
    this.advance()
    if (this.indent < 0) return null
    const value = this.block()
    if (this.indent >= 0) throw new Unusual()
    return value
  }

  /** To the next line that is neither empty nor a comment. */
  private advance(): void {
    while (this.next < this.lines.length) {
      const line = this.lines[this.next++]!
      const indent = indentOf(line)
      if (indent === line.length || line.charCodeAt(indent) === 35) continue
      this.indent = indent
      this.text = indent === 0 ? line : line.slice(indent)
      return
    }
    this.indent = -1
  }

  private block(): unknown {
    if (this.atItem()) return this.list(this.indent)
    if (KEY.test(this.text)) return this.mapping(this.indent)
    throw new Unusual()
  }

  private atItem(): boolean {
    return this.text.charCodeAt(0) === 45 && (this.text.length === 1 || this.text.charCodeAt(1) === 32)
  }

  private mapping(indent: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    while (this.indent === indent && !this.atItem()) {
      const match = KEY.exec(this.text)
      if (!match) throw new Unusual()
      const key = match[1]!
      if (resolvePlain(key) !== key) throw new Unusual()
      setOwn(object, key, this.value(this.text.slice(match[0].length), indent))
    }
    if (this.indent > indent) throw new Unusual()
    return object
  }

  /** A key's value, of which `rest` is on the key's line. */
  private value(rest: string, indent: number): unknown {
    if (!COMMENT.test(rest)) return this.inline(rest, indent)
    this.advance()
    if (this.indent > indent) return this.block()
    return this.indent === indent && this.atItem() ? this.list(indent) : null
  }

  private list(indent: number): unknown[] {
    const items: unknown[] = []
    while (this.indent === indent && this.atItem()) items.push(this.item(indent))
    if (this.indent > indent) throw new Unusual()
    return items
  }

  private item(indent: number): unknown {
    const blanks = indentOf(this.text.slice(1))
    const rest = this.text.slice(1 + blanks)
    if (rest === '' || rest[0] === '#') {
      this.advance()
      return this.indent > indent ? this.block() : null
    }
    this.text = rest
    if (!this.atItem() && !KEY.test(rest)) return this.inline(rest, indent)
    this.indent = indent + 1 + blanks
    return this.block()
  }

  /** A value that starts on the line that the reader is at, in a block of that indentation. */
  private inline(rest: string, indent: number): unknown {
    const first = rest[0]
    if (first === '|') return this.literal(rest, indent)
    const value = first === '{' || first === '[' ? readFlow(rest) : readScalar(rest)
    this.advance()
    if (this.indent > indent) throw new Unusual()
    return value
  }

  private literal(header: string, indent: number): string {
    const match = LITERAL.exec(header.trimEnd())
    if (!match) throw new Unusual()
    const { lines } = this
    const start = this.next
    let at = start
    while (at < lines.length && isEmpty(lines[at]!)) at++
    const inner = at < lines.length ? indentOf(lines[at]!) : 0
    if (inner <= indent) throw new Unusual()
    let end = at
    for (; at < lines.length; at++) {
      const line = lines[at]!
      const own = indentOf(line)
      if (own === line.length && own <= inner) continue
      if (own < inner) {
        if (own > indent) throw new Unusual()
        break
      }
      end = at + 1
    }
    const content = lines.slice(start, end)
    if (content.some(line => isEmpty(line) && line.length > inner)) throw new Unusual()
    this.next = end
    this.advance()
    return content.map(line => line.slice(inner)).join('\n') + (match[1] === '-' ? '' : '\n')
  }
}

function indentOf(line: string): number {
  let indent = 0
  while (line.charCodeAt(indent) === 32) indent++
  return indent
}

const isEmpty = (line: string): boolean => indentOf(line) === line.length
