import { CommandError } from '../errors.ts'

/**
 * What Go's regexp package (RE2) has against a pattern that is to fit a whole text, in its words; undefined for one that is good. RE2 has no
 * look-around and no references back.
 */
export function regexpProblem(pattern: string): string | undefined {
  const whole = `^(?:${pattern})$`
  const shown = (what: string, part: string) => `${what}: \`${part}\``
  let depth = 0
  let repeatable = false
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!
    if (c === '\\') {
      const next = pattern[i + 1]
      if (next === undefined) return shown('missing closing )', whole)
      if (/[1-9cxuk]/.test(next) && !/^\\(?:x[0-9a-fA-F]{2}|x\{)/.test(pattern.slice(i)))
        return shown('invalid escape sequence', `\\${next}`)
      i++
      repeatable = true
    } else if (c === '[') {
      const end = classEnd(pattern, i)
      if (end < 0) return shown('missing closing ]', `${pattern.slice(i)})$`)
      i = end
      repeatable = true
    } else if (c === '(') {
      const rest = pattern.slice(i)
      if (/^\(\?<[=!]/.test(rest)) return shown('invalid named capture', `${rest})$`)
      if (/^\(\?[=!]/.test(rest)) return shown('invalid or unsupported Perl syntax', rest.slice(0, 3))
      depth++
      repeatable = false
      if (pattern[i + 1] === '?') i += 2
    } else if (c === ')') {
      if (depth-- === 0) return shown('unexpected )', whole)
      repeatable = true
    } else if (c === '*' || c === '+' || c === '?') {
      if (!repeatable) return shown('missing argument to repetition operator', c)
      const operators = /^[*+?]\??([*+?]+)?/.exec(pattern.slice(i))!
      if (operators[1]) return shown('invalid nested repetition operator', operators[0])
      i += operators[0].length - 1
    } else repeatable = c !== '|' && c !== '^'
  }
  return depth > 0 ? shown('missing closing )', whole) : undefined
}

/** Where a class of characters ends; -1 for one that does not. */
function classEnd(pattern: string, start: number): number {
  let i = start + 1
  if (pattern[i] === '^') i++
  if (pattern[i] === ']') i++
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === ']') return i
  }
  return -1
}

/** The error about a pattern that cannot be read. */
export function badPattern(pattern: string): CommandError {
  return new CommandError(`error parsing regexp: ${regexpProblem(pattern) ?? `invalid pattern: \`${pattern}\``}`)
}
