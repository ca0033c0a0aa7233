import { unescapeGo, unicodeName } from '../gotemplate/quote.ts'
import { JsonPathError, type ListNode, type SliceParam } from './nodes.ts'

const isAlphanumeric = (c: string): boolean => /[\p{L}\p{Nd}_]/u.test(c)
const isDigit = (c: string): boolean => /\p{Nd}/u.test(c)
const TERMINATOR = /[ \t\r\n.,[\]$@{}]/
const DICT_KEY = /^'([^']*)'$/
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/**
 * Parses a template of text and `{…}` actions in kubectl's JSONPath dialect. Throws JsonPathError ("unclosed action",
 * "unterminated array", …).
 */
export function parseJsonPath(text: string): ListNode {
  return new Parser(text).template()
}

/** Parses what stands between the braces of one action. */
function parseAction(text: string): ListNode {
  return parseJsonPath(`{${text}}`).nodes[0] as ListNode
}

class Parser {
  private at = 0
  private readonly root: ListNode = { type: 'list', nodes: [] }

  constructor(private readonly input: string) {}

  template(): ListNode {
    while (this.at < this.input.length) {
      const open = this.input.indexOf('{', this.at)
      const end = open < 0 ? this.input.length : open
      if (end > this.at) this.root.nodes.push({ type: 'text', text: this.input.slice(this.at, end) })
      this.at = end
      if (open < 0) break
      this.at++
      this.action()
    }
    return this.root
  }

  private peek(): string {
    const code = this.input.codePointAt(this.at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  private action(): void {
    const list: ListNode = { type: 'list', nodes: [] }
    this.root.nodes.push(list)
    for (;;) {
      const c = this.peek()
      if (c === '}') {
        this.at++
        return
      }
      this.part(list, c)
    }
  }

  private part(list: ListNode, c: string): void {
    if (this.input.startsWith('[?(', this.at)) this.filter(list)
    else if (this.input.startsWith('..', this.at)) this.recursive(list)
    else if (c === '' || c === '\r' || c === '\n') throw new JsonPathError('unclosed action')
    else if (c === ' ' || c === '@' || c === '$') this.at++
    else if (c === '[') this.array(list)
    else if (c === '"' || c === "'") this.quoted(list, c)
    else if (c === '.') {
      this.at++
      this.field(list)
    } else if (c === '+' || c === '-' || isDigit(c)) this.number(list)
    else if (isAlphanumeric(c)) this.identifier(list)
    else throw new JsonPathError(`unrecognized character in action: ${unicodeName(c)}`)
  }

  private identifier(list: ListNode): void {
    const start = this.at
    while (this.at < this.input.length && !TERMINATOR.test(this.input[this.at]!)) this.at++
    const name = this.input.slice(start, this.at)
    if (name === 'true' || name === 'false') list.nodes.push({ type: 'bool', value: name === 'true' })
    else list.nodes.push({ type: 'identifier', name })
  }

  private recursive(list: ListNode): void {
    if (list.nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent')
    this.at += 2
    list.nodes.push({ type: 'recursive' })
    if (isAlphanumeric(this.peek())) this.field(list)
  }

  private field(list: ListNode): void {
    const start = this.at
    while (this.at < this.input.length && !TERMINATOR.test(this.input[this.at]!)) {
      this.at += this.input[this.at] === '\\' ? 2 : 1
    }
    this.at = Math.min(this.at, this.input.length)
    const name = this.input.slice(start, this.at)
    if (name === '*') list.nodes.push({ type: 'wildcard' })
    else list.nodes.push({ type: 'field', name: name.replaceAll('\\', '') })
  }

  private number(list: ListNode): void {
    const start = this.at
    if (this.input[this.at] === '+' || this.input[this.at] === '-') this.at++
    while (this.at < this.input.length && (this.input[this.at] === '.' || isDigit(this.peek()))) this.at++
    const text = this.input.slice(start, this.at)
    if (/^[+-]?[0-9]+$/.test(text) && fitsInt64(text)) list.nodes.push({ type: 'int', value: Number(text) })
    else if (FLOAT.test(text)) list.nodes.push({ type: 'float', value: Number(text) })
    else throw new JsonPathError(`cannot parse number ${text}`)
  }

  private quoted(list: ListNode, quote: string): void {
    const start = this.at++
    for (;;) {
      const c = this.input[this.at]
      if (c === undefined || c === '\n') throw new JsonPathError('unterminated quoted string')
      this.at++
      if (c === quote && this.input[this.at - 2] !== '\\') break
    }
    const literal = this.input.slice(start, this.at)
    const text = literal.includes('\\') ? unescapeGo(literal.slice(1, -1), quote) : literal.slice(1, -1)
    if (text === undefined) throw new JsonPathError(`unquote string ${literal} error invalid syntax`)
    list.nodes.push({ type: 'text', text })
  }

  private array(list: ListNode): void {
    const start = this.at + 1
    for (this.at++; this.input[this.at] !== ']'; this.at++) {
      if (this.at >= this.input.length || this.input[this.at] === '\n') throw new JsonPathError('unterminated array')
    }
    const inner = this.input.slice(start, this.at++)
    const text = inner === '*' ? ':' : inner
    const parts = text.split(',')
    if (parts.length > 1) {
      list.nodes.push({ type: 'union', lists: parts.map(part => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) })
      return
    }
    const key = DICT_KEY.exec(text)
    if (key) {
      list.nodes.push(...parseAction(`.${key[1]}`).nodes)
      return
    }
    list.nodes.push({ type: 'array', params: sliceParams(text) })
  }

  private filter(list: ListNode): void {
    this.at += 3
    const start = this.at
    this.skipFilter()
    if (this.input[this.at] !== ']') throw new JsonPathError('unclosed array expect ]')
    const text = this.input.slice(start, this.at - 1)
    this.at++
    const match = COMPARISON.exec(text)
    if (!match) {
      list.nodes.push({
        type: 'filter',
        left: parseAction(text),
        right: { type: 'list', nodes: [] },
        operator: 'exists',
      })
      return
    }
    const left = parseAction(match[1]!)
    list.nodes.push({ type: 'filter', left, right: parseAction(match[3]!), operator: match[2]! })
  }

  /** Goes past the parenthesis that closes a filter; one quoted string may hide parentheses. */
  private skipFilter(): void {
    let quote = ''
    let closed = false
    for (;;) {
      const c = this.input[this.at]
      if (c === undefined || c === '\n') throw new JsonPathError('unterminated filter')
      this.at++
      if (c === '"' || c === "'") {
        if (quote === '') quote = c
        else if (c === quote && this.input[this.at - 2] !== '\\') closed = true
      } else if (c === ')' && (quote !== '') === closed) return
    }
  }
}

function sliceParams(text: string): [SliceParam, SliceParam, SliceParam] {
  const match = SLICE.exec(text)
  if (!match) throw new JsonPathError(`invalid array index ${text}`)
  const param = (raw: string | undefined): SliceParam => {
    const digits = raw ?? ''
    if (digits === '') return { value: 0, known: false, derived: false }
    if (!/\d/.test(digits) || !fitsInt64(digits)) throw new JsonPathError(`array index ${digits} is not a number`)
    return { value: Number(digits), known: true, derived: false }
  }
  const start = param(match[1])
  const end = match[2] === undefined ? { value: start.value + 1, known: true, derived: true } : param(match[2].slice(1))
  return [start, end, param(match[3]?.slice(1))]
}

function fitsInt64(text: string): boolean {
  const value = BigInt(text.replace(/^\+/, ''))
  return value >= -(1n << 63n) && value < 1n << 63n
}
