export type TokenKind = 'end' | 'identifier' | 'in' | 'notin' | ')' | '(' | ',' | '!' | '==' | '=' | '>' | '<' | '!='

/** One word of a label selector. Of `in` and `notin` only the place tells whether they are operators or names. */
export interface Token {
  kind: TokenKind
  literal: string
}

const SYMBOLS = '=!(),><'
const SPACES = ' \t\r\n'
/** Kubernetes' lexer reads bytes and takes a zero for the end of what it is reading. */
const ZERO = '\0'

function scanSymbol(text: string, start: number): Token {
  const two = text.slice(start, start + 2)
  const kind = (two === '==' || two === '!=' ? two : two[0]) as TokenKind
  return { kind, literal: kind }
}

function identifierEnd(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    const c = text[at] as string
    if (c === ZERO || SYMBOLS.includes(c) || SPACES.includes(c)) break
    at++
  }
  return at
}

/**
 * Splits a label selector into its words, as the lexer of k8s.io/apimachinery/pkg/labels does. The last one is always
 * `end`.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (at < text.length && SPACES.includes(text[at] as string)) at++
    const c = text[at]
    if (c === undefined || c === ZERO) {
      tokens.push({ kind: 'end', literal: '' })
      return tokens
    }
    if (SYMBOLS.includes(c)) {
      const token = scanSymbol(text, at)
      tokens.push(token)
      at += token.literal.length
      continue
    }
    const end = identifierEnd(text, at)
    const literal = text.slice(at, end)
    tokens.push({ kind: literal === 'in' || literal === 'notin' ? literal : 'identifier', literal })
    at = text[end] === ZERO ? end + 1 : end
  }
}
