import type { Amendment } from './cursor.ts'
import { Scanner, type Token, type TokenType } from './scanner.ts'
import { parserError, YamlError } from './yaml-error.ts'

// What go-yaml's reader lets through: printable characters and white space.
const CONTROL = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** What go-yaml takes for the first document of a text. */
export interface DocumentExtent {
  /** Where it ends; what comes after is never looked at. */
  end: number
  amendments: readonly Amendment[]
}

/** Reads the first document of a text as go-yaml would, to say whether it accepts it. Throws YamlError with go-yaml's words. */
export function checkDocument(text: string): DocumentExtent {
  if (CONTROL.test(text)) throw new YamlError('yaml: control characters are not allowed')
  const tokens = new Scanner(text)
  const end = new Grammar(tokens).document()
  return { end, amendments: tokens.amendments }
}

class Grammar {
  private readonly anchors = new Set<string>()
  private readonly handles = new Set(['', '!', '!!'])

  constructor(private readonly tokens: Scanner) {}

  /** Gives where the document ends. */
  document(): number {
    const first = this.tokens.peek()
    if (first.type === 'stream-end') return 0
    if (first.type === 'directive' || first.type === 'document-start') {
      this.directives()
      if (!this.nextIs('directive', 'document-start', 'document-end', 'stream-end')) this.node(true, false)
    } else this.node(true, false)
    return this.tokens.peek().at
  }

  private directives(): void {
    let version = false
    while (this.nextIs('directive')) {
      const { line, version: given, name } = this.tokens.take()
      if (given !== undefined) {
        if (version) throw parserError('found duplicate %YAML directive', line)
        if (given !== '1.1') throw parserError('found incompatible YAML document', line)
        version = true
      } else if (name !== undefined) {
        this.handles.add(name)
      }
    }
    this.require('document-start', 'did not find expected <document start>')
  }

  private nextIs(...types: TokenType[]): boolean {
    return types.includes(this.tokens.peek().type)
  }

  private takeIf(type: TokenType): boolean {
    if (this.tokens.peek().type !== type) return false
    this.tokens.take()
    return true
  }

  private require(type: TokenType, otherwise: string): void {
    if (!this.takeIf(type)) throw parserError(otherwise, this.tokens.peek().line)
  }

  /** A node; `indentless` where a list may be at the indentation of the key that it is the value of. */
  private node(block: boolean, indentless: boolean): void {
    if (this.nextIs('alias')) {
      const { name } = this.tokens.take()
      if (!this.anchors.has(name!)) throw new YamlError(`yaml: unknown anchor '${name}' referenced`)
      return
    }
    const properties = this.properties()
    const { type, line } = this.tokens.peek()
    if (type === 'scalar') this.tokens.take()
    else if (type === '[') this.flowSequence()
    else if (type === '{') this.flowMapping()
    else if (type === '-' && indentless) this.indentlessSequence()
    else if (type === 'block-sequence' && block) this.blockSequence()
    else if (type === 'block-mapping' && block) this.blockMapping()
    else if (!properties) throw parserError('did not find expected node content', line)
  }

  /** An anchor and a tag in any order. */
  private properties(): boolean {
    let anchor: Token | undefined
    let tag: Token | undefined
    for (;;) {
      const { type } = this.tokens.peek()
      if (type === 'anchor' && !anchor) anchor = this.tokens.take()
      else if (type === 'tag' && !tag) tag = this.tokens.take()
      else break
    }
    if (tag && !this.handles.has(tag.name!)) throw parserError('found undefined tag handle', (anchor ?? tag).line)
    if (anchor) this.anchors.add(anchor.name!)
    return anchor !== undefined || tag !== undefined
  }

  private blockSequence(): void {
    this.tokens.take()
    while (this.takeIf('-')) if (!this.nextIs('-', 'block-end')) this.node(true, false)
    this.require('block-end', "did not find expected '-' indicator")
  }

  private indentlessSequence(): void {
    while (this.takeIf('-')) if (!this.nextIs('-', 'key', 'value', 'block-end')) this.node(true, false)
  }

  private blockMapping(): void {
    this.tokens.take()
    while (this.takeIf('key')) {
      if (!this.nextIs('key', 'value', 'block-end')) this.node(true, true)
      if (this.takeIf('value') && !this.nextIs('key', 'value', 'block-end')) this.node(true, true)
    }
    this.require('block-end', 'did not find expected key')
  }

  private flowSequence(): void {
    this.tokens.take()
    for (let first = true; !this.nextIs(']'); first = false) {
      if (!first) this.require(',', "did not find expected ',' or ']'")
      if (this.takeIf('key')) this.flowPair()
      else if (!this.nextIs(']')) this.node(false, false)
    }
    this.tokens.take()
  }

  /** A mapping of one key without braces: `[a: 1]`. */
  private flowPair(): void {
    if (this.nextIs('value', ',', ']')) this.tokens.take()
    else this.node(false, false)
    if (this.takeIf('value') && !this.nextIs(',', ']')) this.node(false, false)
  }

  private flowMapping(): void {
    this.tokens.take()
    for (let first = true; !this.nextIs('}'); first = false) {
      if (!first) this.require(',', "did not find expected ',' or '}'")
      if (this.takeIf('key')) {
        if (!this.nextIs('value', ',', '}')) this.node(false, false)
        if (this.takeIf('value') && !this.nextIs(',', '}')) this.node(false, false)
      } else if (!this.nextIs('}')) this.node(false, false)
    }
    this.tokens.take()
  }
}
