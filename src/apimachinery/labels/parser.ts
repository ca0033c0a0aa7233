import { errorText, invalid } from '../validation/field.ts'
import { isQualifiedName } from '../validation/names.ts'
import type { Token, TokenKind } from './lexer.ts'
import { tokenize } from './lexer.ts'
import type { Operator, Requirement } from './requirement.ts'
import { newRequirement, SelectorError } from './requirement.ts'

const BINARY_OPERATORS = 'in, notin, =, ==, !=, gt, lt'

const OPERATORS = new Map<TokenKind, Operator>([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
])

function fail(message: string): never {
  throw new SelectorError(message)
}

function isName(token: Token): boolean {
  return token.kind === 'identifier' || token.kind === 'in' || token.kind === 'notin'
}

/** The tokens of one selector and how far they are read. */
class Cursor {
  private at = 0
  constructor(private readonly tokens: readonly Token[]) {}
  peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token
  }
  take(): Token {
    const token = this.peek()
    this.at++
    return token
  }
}

/** What stands between the parentheses of `in`. An empty place between commas is the empty value. */
function parseList(cursor: Cursor): Set<string> {
  const values = new Set<string>()
  for (;;) {
    const token = cursor.take()
    const next = cursor.peek()
    if (isName(token)) {
      values.add(token.literal)
      if (next.kind === ')') return values
      if (next.kind !== ',') fail(`found '${next.literal}', expected: ',' or ')'`)
    } else if (token.kind === ',') {
      if (values.size === 0) values.add('')
      if (next.kind === ')') return values.add('')
      if (next.kind === ',') values.add('')
    } else {
      fail(`found '${token.literal}', expected: ',', or identifier`)
    }
  }
}

function parseValues(cursor: Cursor): Set<string> {
  const open = cursor.take()
  if (open.kind !== '(') fail(`found '${open.literal}' expected: '('`)
  const first = cursor.peek()
  if (first.kind === ')') {
    cursor.take()
    return new Set([''])
  }
  if (!isName(first) && first.kind !== ',') fail(`found '${first.literal}', expected: ',', ')' or identifier`)
  const values = parseList(cursor)
  cursor.take()
  return values
}

function parseExactValue(cursor: Cursor): string {
  const next = cursor.peek()
  if (next.kind === 'end' || next.kind === ',') return ''
  const token = cursor.take()
  if (!isName(token)) fail(`found '${token.literal}', expected: identifier`)
  return token.literal
}

function parseKey(cursor: Cursor): string {
  const token = cursor.take()
  if (!isName(token)) fail(`found '${token.literal}', expected: identifier`)
  const faults = isQualifiedName(token.literal)
  if (faults.length > 0) fail(errorText(invalid('<nil>', token.literal, faults.join('; '))))
  return token.literal
}

function parseRequirement(cursor: Cursor): Requirement {
  const negated = cursor.peek().kind === '!'
  if (negated) cursor.take()
  const key = parseKey(cursor)
  if (negated) return newRequirement(key, '!', [])
  const next = cursor.peek().kind
  if (next === 'end' || next === ',') return newRequirement(key, 'exists', [])
  const token = cursor.take()
  const operator = OPERATORS.get(token.kind)
  if (operator === undefined) return fail(`found '${token.literal}', expected: ${BINARY_OPERATORS}`)
  if (operator === 'in' || operator === 'notin') {
    return newRequirement(key, operator, [...parseValues(cursor)].sort())
  }
  return newRequirement(key, operator, [parseExactValue(cursor)])
}

function requirementAt(cursor: Cursor): Requirement {
  try {
    return parseRequirement(cursor)
  } catch (error) {
    if (error instanceof SelectorError) fail(`unable to parse requirement: ${error.message}`)
    throw error
  }
}

/**
 * Parses the requirements of a selector in the order in which they are written (labels.ParseToRequirements).
 * Throws a SelectorError.
 */
export function parseRequirements(text: string): Requirement[] {
  const cursor = new Cursor(tokenize(text))
  const requirements: Requirement[] = []
  if (cursor.peek().kind === 'end') return requirements
  for (;;) {
    const start = cursor.peek()
    if (!isName(start) && start.kind !== '!') {
      fail(
        requirements.length === 0
          ? `found '${start.literal}', expected: !, identifier, or 'end of string'`
          : `found '${start.literal}', expected: identifier after ','`,
      )
    }
    requirements.push(requirementAt(cursor))
    const end = cursor.take()
    if (end.kind === 'end') return requirements
    if (end.kind !== ',') fail(`found '${end.literal}', expected: ',' or 'end of string'`)
  }
}
