/** One condition on one field of an object. */
export interface FieldRequirement {
  readonly field: string
  readonly operator: '=' | '!='
  readonly value: string
}

/** A field selector ready to match: all requirements must hold. */
export type FieldSelector = readonly FieldRequirement[]

/** A text that is no field selector. */
export class FieldSelectorError extends Error {
  override readonly name = 'FieldSelectorError'
}

const OPERATORS = ['!=', '==', '='] as const
const SPECIAL = /[\\,=]/

/** Splits at the commas that no backslash precedes. */
function splitTerms(text: string): string[] {
  const terms: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') {
      at++
    } else if (text[at] === ',') {
      terms.push(text.slice(start, at))
      start = at + 1
    }
  }
  terms.push(text.slice(start))
  return terms
}

/** Takes the backslashes out of a value. Throws a FieldSelectorError (fields.UnescapeValue). */
function unescapeFieldValue(text: string): string {
  if (!SPECIAL.test(text)) return text
  let value = ''
  const characters = Array.from(text)
  for (let at = 0; at < characters.length; at++) {
    const c = characters[at] as string
    if (c === '\\') {
      const next = characters[++at] ?? ''
      if (next === '' || !SPECIAL.test(next)) {
        throw new FieldSelectorError(`invalid field selector: invalid escape sequence: \\${next}`)
      }
      value += next
    } else if (SPECIAL.test(c)) {
      throw new FieldSelectorError(`invalid field selector: unescaped character in value: ${c.codePointAt(0)}`)
    } else {
      value += c
    }
  }
  return value
}

/** Puts a backslash before each character of a value that would be syntax (fields.EscapeValue). */
export function escapeFieldValue(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&')
}

function parseTerm(term: string, text: string): FieldRequirement {
  const at = term.search(/!=|=/)
  const operator = OPERATORS.find(o => at >= 0 && term.startsWith(o, at))
  if (operator === undefined) {
    throw new FieldSelectorError(`invalid selector: '${text}'; can't understand '${term}'`)
  }
  return {
    field: term.slice(0, at),
    operator: operator === '!=' ? '!=' : '=',
    value: unescapeFieldValue(term.slice(at + operator.length)),
  }
}

/**
 * Parses a selector as typed after `--field-selector` (fields.ParseSelector): `status.phase!=Running,spec.nodeName=a`.
 * The requirements come sorted. Throws a FieldSelectorError with Kubernetes' text.
 */
export function parseFieldSelector(text: string): FieldSelector {
  const terms = splitTerms(text).sort()
  return terms.filter(term => term !== '').map(term => parseTerm(term, text))
}
