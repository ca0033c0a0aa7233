import { CelSyntaxError } from './errors.ts'
import { type Token, tokens } from './tokens.ts'

/** An expression, as a tree. */
export type Expression =
  | { is: 'literal'; value: string | number | boolean | null }
  | { is: 'name'; name: string }
  | { is: 'field'; of: Expression; name: string }
  | { is: 'index'; of: Expression; at: Expression }
  | { is: 'call'; of: Expression | undefined; name: string; args: Expression[] }
  | { is: 'list'; items: Expression[] }
  | { is: 'map'; entries: [Expression, Expression][] }
  | { is: 'unary'; operator: string; of: Expression }
  | { is: 'binary'; operator: string; left: Expression; right: Expression }
  | { is: 'choice'; when: Expression; then: Expression; otherwise: Expression }

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['<', '<=', '>', '>=', '==', '!=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
]
const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])
/** Deeper than any rule that people write; what is deeper would overflow the stack. */
const MAX_DEPTH = 200
const MAX_TOKENS = 5000

/** Reads an expression of the Common Expression Language. Throws a CelSyntaxError. */
export function parseCel(text: string): Expression {
  const all = tokens(text)
  if (all.length > MAX_TOKENS) throw new CelSyntaxError('expression code point size exceeds limit')
  const parser = new Parser(all)
  const expression = parser.expression()
  parser.expectEnd()
  return expression
}

class Parser {
  private at = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  expression(): Expression {
    if (++this.depth > MAX_DEPTH) throw new CelSyntaxError('expression recursion limit exceeded')
    const when = this.binary(0)
    let result = when
    if (this.accept('?')) {
      const then = this.binary(0)
      this.expect(':')
      result = { is: 'choice', when, then, otherwise: this.expression() }
    }
    this.depth--
    return result
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.unexpected()
  }

  private binary(level: number): Expression {
    if (level === LEVELS.length) return this.unary()
    let left = this.binary(level + 1)
    for (;;) {
      const operator = LEVELS[level]!.find(o => this.accept(o))
      if (operator === undefined) return left
      left = { is: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private unary(): Expression {
    const operators: string[] = []
    for (;;) {
      const operator = ['!', '-'].find(o => this.accept(o))
      if (operator === undefined) break
      operators.push(operator)
    }
    return operators.reduceRight<Expression>((of, operator) => ({ is: 'unary', operator, of }), this.member())
  }

  private member(): Expression {
    let of = this.primary()
    for (;;) {
      if (this.accept('.')) {
        const name = this.name()
        of = this.accept('(') ? { is: 'call', of, name, args: this.list(')') } : { is: 'field', of, name }
      } else if (this.accept('[')) {
        of = { is: 'index', of, at: this.expression() }
        this.expect(']')
      } else return of
    }
  }

  private primary(): Expression {
    const token = this.peek()
    if (token.kind === 'string' || token.kind === 'number') {
      this.at++
      return { is: 'literal', value: token.value! }
    }
    if (this.accept('(')) {
      const inner = this.expression()
      this.expect(')')
      return inner
    }
    if (this.accept('[')) return { is: 'list', items: this.list(']') }
    if (this.accept('{')) return { is: 'map', entries: this.entries() }
    this.accept('.')
    const name = this.name()
    if (CONSTANTS.has(name)) return { is: 'literal', value: CONSTANTS.get(name)! }
    return this.accept('(') ? { is: 'call', of: undefined, name, args: this.list(')') } : { is: 'name', name }
  }

  private list(end: string): Expression[] {
    const items: Expression[] = []
    while (!this.accept(end)) {
      items.push(this.expression())
      if (!this.accept(',') && this.peek().text !== end) throw this.unexpected()
    }
    return items
  }

  private entries(): [Expression, Expression][] {
    const entries: [Expression, Expression][] = []
    while (!this.accept('}')) {
      const key = this.expression()
      this.expect(':')
      entries.push([key, this.expression()])
      if (!this.accept(',') && this.peek().text !== '}') throw this.unexpected()
    }
    return entries
  }

  private name(): string {
    const token = this.peek()
    if (token.kind !== 'name' || token.text === 'in') throw this.unexpected()
    this.at++
    return token.text
  }

  private peek(): Token {
    return this.tokens[this.at]!
  }

  private accept(text: string): boolean {
    const token = this.peek()
    if (token.text !== text || (token.kind !== 'operator' && text !== 'in')) return false
    this.at++
    return true
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected()
  }

  private unexpected(): CelSyntaxError {
    const { kind, text } = this.peek()
    return new CelSyntaxError(`mismatched input '${kind === 'end' ? '<EOF>' : text}'`)
  }
}
