import { type Amendment, Cursor, isBlank, isBlankOrEnd, isBreak } from './cursor.ts'
import { skipBlockScalar, skipPlainScalar, skipQuotedScalar } from './scalars.ts'
import { scanAnchor, scanDirective, scanTag } from './tags.ts'

export type TokenType =
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'stream-end'
  | 'block-sequence'
  | 'block-mapping'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export interface Token {
  type: TokenType
  line: number
  /** Where it starts in the text. */
  at: number
  /** An anchor's or alias's name, a tag's handle. */
  name?: string
  version?: string
}

/** Where a key without `?` may have begun. */
interface SimpleKey {
  possible: boolean
  /** It is at the indentation of a mapping, so it cannot be anything but a key. */
  required: boolean
  tokenNumber: number
  at: number
  line: number
  column: number
}

const MAX_DEPTH = 10_000
/** A key without `?` is on one line and not longer than that. */
const MAX_KEY_LENGTH = 1024

/**
 * Splits YAML 1.1 into tokens as libyaml (and go-yaml, which follows it) does, with go-yaml's errors: what tokens there are
 * decides which error is told, and where. Values of scalars are not made.
 */
export class Scanner {
  private readonly cursor: Cursor
  private readonly queue: Token[] = []
  private head = 0
  private taken = 0
  private readonly indents: number[] = []
  private flowLevel = 0
  private keyAllowed = true
  private readonly keys: SimpleKey[] = [noKey()]
  /** The possible keys by the number of their token. */
  private readonly keysByToken = new Map<number, SimpleKey>()

  constructor(text: string) {
    this.cursor = new Cursor(text)
  }

  /** In what has been read. */
  get amendments(): readonly Amendment[] {
    return this.cursor.amendments
  }

  /** The next token, which stays. Throws YamlError. */
  peek(): Token {
    while (this.head === this.queue.length || this.headMayBeKey()) this.fetch()
    return this.queue[this.head]!
  }

  /** The next token, which is done with. */
  take(): Token {
    const token = this.peek()
    this.head++
    this.taken++
    if (this.head === this.queue.length) {
      this.queue.length = 0
      this.head = 0
    }
    return token
  }

  /** Until it is known whether the next token starts a key, what comes before it is not known either. */
  private headMayBeKey(): boolean {
    const key = this.keysByToken.get(this.taken)
    return key !== undefined && this.isValid(key)
  }

  private push(type: TokenType, more: Partial<Token> = {}): void {
    this.queue.push({ type, line: this.cursor.line, at: this.cursor.at, ...more })
  }

  private insert(number: number, token: Token): void {
    this.queue.splice(this.head + number - this.taken, 0, token)
  }

  private fetch(): void {
    const { cursor } = this
    this.skipToToken()
    this.unrollIndent(cursor.column)
    const c = cursor.peek()
    const next = cursor.peek(1)
    if (cursor.atEnd) this.streamEnd()
    else if (c === '%' && cursor.column === 0) this.directive()
    else if (cursor.atDocumentIndicator()) this.documentIndicator()
    else if (c === '[' || c === '{') this.flowStart(c)
    else if (c === ']' || c === '}') this.flowEnd(c)
    else if (c === ',') this.flowEntry()
    else if (c === '-' && isBlankOrEnd(next)) this.blockEntry()
    else if (c === '?' && (this.flowLevel > 0 || isBlankOrEnd(next))) this.key()
    else if (c === ':' && (this.flowLevel > 0 || isBlankOrEnd(next))) this.value()
    else if (c === '*' || c === '&') this.anchor(c)
    else if (c === '!') this.tag()
    else if ((c === '|' || c === '>') && this.flowLevel === 0) this.blockScalar()
    else if (c === '"' || c === "'") this.quotedScalar()
    else if (this.startsPlain(c, next)) this.plainScalar()
    else throw cursor.fail('found character that cannot start any token')
  }

  private startsPlain(c: string, next: string): boolean {
    if (c === '-') return !isBlank(next)
    if (c === '?' || c === ':') return this.flowLevel === 0 && !isBlankOrEnd(next)
    return !isBlankOrEnd(c) && !'|>%@`#'.includes(c)
  }

  private skipToToken(): void {
    const { cursor } = this
    for (;;) {
      if (cursor.column === 0 && cursor.peek() === '\ufeff') cursor.skip()
      const tabs = this.flowLevel > 0 || !this.keyAllowed
      while (cursor.peek() === ' ' || (tabs && cursor.peek() === '\t')) cursor.skip()
      if (cursor.peek() === '#') cursor.skipMatch(/[^\n\r\x85\u2028\u2029]*/y)
      if (!isBreak(cursor.peek())) return
      if (this.flowLevel > 0) cursor.skipFreeLine()
      else {
        cursor.skipLine()
        this.keyAllowed = true
      }
    }
  }

  private rollIndent(type: 'block-sequence' | 'block-mapping', column: number, at: SimpleKey | undefined): void {
    if (this.flowLevel > 0 || this.cursor.indent >= column) return
    this.indents.push(this.cursor.indent)
    this.cursor.indent = column
    if (this.indents.length > MAX_DEPTH) throw this.cursor.fail(`exceeded max depth of ${MAX_DEPTH}`)
    if (at) this.insert(at.tokenNumber, { type, line: at.line, at: at.at })
    else this.push(type)
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return
    while (this.cursor.indent > column) {
      this.push('block-end')
      this.cursor.indent = this.indents.pop()!
    }
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    const { line, at } = this.cursor
    if (key.line >= line && key.at + MAX_KEY_LENGTH >= at) return true
    if (key.required) throw this.cursor.fail("could not find expected ':'")
    key.possible = false
    return false
  }

  private saveKey(): void {
    if (!this.keyAllowed) return
    const { at, line, column } = this.cursor
    this.removeKey()
    const required = this.flowLevel === 0 && this.cursor.indent === column
    const tokenNumber = this.taken + this.queue.length - this.head
    const key = { possible: true, required, tokenNumber, at, line, column }
    this.keys[this.keys.length - 1] = key
    this.keysByToken.set(tokenNumber, key)
  }

  private removeKey(): void {
    const key = this.keys.at(-1)!
    if (!key.possible) return
    if (key.required) throw this.cursor.fail("could not find expected ':'")
    key.possible = false
    this.keysByToken.delete(key.tokenNumber)
  }

  private streamEnd(): void {
    const { cursor } = this
    if (cursor.column !== 0) {
      cursor.column = 0
      cursor.line++
    }
    this.endBlocks()
    this.push('stream-end')
  }

  private endBlocks(): void {
    this.unrollIndent(-1)
    this.removeKey()
    this.keyAllowed = false
  }

  private directive(): void {
    this.endBlocks()
    const { line, at } = this.cursor
    const { version, handle } = scanDirective(this.cursor)
    this.push('directive', { line, at, version, name: handle })
  }

  private documentIndicator(): void {
    this.endBlocks()
    this.push(this.cursor.peek() === '-' ? 'document-start' : 'document-end')
    this.cursor.skip(3)
  }

  private flowStart(c: '[' | '{'): void {
    this.saveKey()
    this.keys.push(noKey())
    this.flowLevel++
    if (this.flowLevel > MAX_DEPTH) throw this.cursor.fail(`exceeded max depth of ${MAX_DEPTH}`)
    this.keyAllowed = true
    this.push(c)
    this.cursor.skip()
  }

  private flowEnd(c: ']' | '}'): void {
    this.removeKey()
    if (this.flowLevel > 0) {
      this.flowLevel--
      const key = this.keys.pop()!
      this.keysByToken.delete(key.tokenNumber)
    }
    this.keyAllowed = false
    this.push(c)
    this.cursor.skip()
  }

  private flowEntry(): void {
    this.removeKey()
    this.keyAllowed = true
    this.push(',')
    this.cursor.skip()
  }

  private blockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) throw this.cursor.fail('block sequence entries are not allowed in this context')
      this.rollIndent('block-sequence', this.cursor.column, undefined)
    }
    this.removeKey()
    this.keyAllowed = true
    this.push('-')
    this.cursor.skip()
  }

  private key(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) throw this.cursor.fail('mapping keys are not allowed in this context')
      this.rollIndent('block-mapping', this.cursor.column, undefined)
    }
    this.removeKey()
    this.keyAllowed = this.flowLevel === 0
    this.push('key')
    this.cursor.skip()
    this.cursor.endWord()
  }

  private value(): void {
    const key = this.keys.at(-1)!
    if (this.isValid(key)) {
      this.insert(key.tokenNumber, { type: 'key', line: key.line, at: key.at })
      this.rollIndent('block-mapping', key.column, key)
      key.possible = false
      this.keysByToken.delete(key.tokenNumber)
      this.keyAllowed = false
    } else {
      if (this.flowLevel === 0) {
        if (!this.keyAllowed) throw this.cursor.fail('mapping values are not allowed in this context')
        this.rollIndent('block-mapping', this.cursor.column, undefined)
      }
      this.keyAllowed = this.flowLevel === 0
    }
    this.push('value')
    this.cursor.skip()
  }

  private anchor(c: '*' | '&'): void {
    this.saveKey()
    this.keyAllowed = false
    const { line, at } = this.cursor
    this.push(c === '*' ? 'alias' : 'anchor', { line, at, name: scanAnchor(this.cursor) })
  }

  private tag(): void {
    this.saveKey()
    this.keyAllowed = false
    const { line, at } = this.cursor
    this.push('tag', { line, at, name: scanTag(this.cursor) })
  }

  private blockScalar(): void {
    this.removeKey()
    this.keyAllowed = true
    this.push('scalar')
    skipBlockScalar(this.cursor)
  }

  private quotedScalar(): void {
    this.saveKey()
    this.keyAllowed = false
    this.push('scalar')
    skipQuotedScalar(this.cursor)
  }

  private plainScalar(): void {
    this.saveKey()
    this.keyAllowed = false
    this.push('scalar')
    if (skipPlainScalar(this.cursor, this.flowLevel > 0)) this.keyAllowed = true
  }
}

const noKey = (): SimpleKey => ({ possible: false, required: false, tokenNumber: -1, at: 0, line: 0, column: 0 })
