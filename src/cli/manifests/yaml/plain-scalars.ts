import { resolvePlain } from './resolve.ts'

/** There is something that only a whole YAML parser should judge. */
export class Unusual extends Error {
  static {
    // Thrown to leave a reader, never shown: a stack would only cost time
    Unusual.prototype.stack = ''
  }
}

/** Tabs, control characters, line breaks other than LF, and what is beyond the Basic Multilingual Plane. */
export const UNUSUAL = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdff]/

/** The end of a line on which nothing more is said. */
export const COMMENT = /^ *(?:#.*)?$/
const QUOTED = /^("(?:[^"\\]|\\["\\nrtbf])*"|'(?:[^']|'')*')(?: +#.*| *)$/
const START = /^(?:[A-Za-z0-9_./+$(^=;]|--?[A-Za-z0-9])/

/** A scalar that starts and ends on this line. Throws Unusual. */
export function readScalar(rest: string): unknown {
  const first = rest.charCodeAt(0)
  if (first === 34 || first === 39) {
    const match = QUOTED.exec(rest)
    if (!match) throw new Unusual()
    return unquoted(match[1]!)
  }
  if (!START.test(rest)) throw new Unusual()
  const comment = rest.indexOf(' #')
  const plain = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd()
  if (plain.includes(': ') || plain.endsWith(':')) throw new Unusual()
  return resolved(plain)
}

/** What plain text stands for. Throws Unusual for what JSON has no number for. */
export function resolved(plain: string): unknown {
  const value = resolvePlain(plain)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Unusual()
  return value
}

/** The text of a scalar in quotes that has no other escapes than JSON has too. */
export function unquoted(scalar: string): string {
  const inner = scalar.slice(1, -1)
  if (scalar[0] === "'") return inner.includes("'") ? inner.replaceAll("''", "'") : inner
  return inner.includes('\\') ? (JSON.parse(scalar) as string) : inner
}
