import { scanJson, skipSpace, tooDeep, UnexpectedEnd } from './scanner.ts'

/** How deep arrays and objects may be nested for Go's decoder. */
const MAX_DEPTH = 10_000

/**
 * Reads the JSON value that starts at `start`, after white space, and says where it ends; undefined where nothing but white
 * space is left. Throws JsonSyntaxError or UnexpectedEnd.
 */
export function readJson(text: string, start: number): { value: unknown; from: number; end: number } | undefined {
  const from = skipSpace(text, start)
  if (from === text.length) return undefined
  const end = endOfValue(text, from)
  if (end !== undefined) {
    try {
      return { value: JSON.parse(text.slice(from, end)), from, end }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  scanJson(text, from)
  throw new UnexpectedEnd()
}

/** Where a value ends if it is well-formed: its closing bracket or quote, or the end of a word. Undefined if it does not end. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 0x22) {
      at = endOfString(text, at)
      if (depth === 0) return at < text.length ? at + 1 : undefined
    } else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) throw tooDeep(text, at)
    } else if (c === 0x7d || c === 0x5d) {
      if (--depth <= 0) return at + 1
    } else if (depth === 0) return endOfWord(text, at)
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++
    if (backslashes % 2 === 0) return at
  }
  return text.length
}

/** A number or a literal ends where it can no longer go on; what comes after is the next value's affair. */
function endOfWord(text: string, at: number): number {
  const word = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/y
  word.lastIndex = at
  return at + (word.exec(text)?.[0].length ?? 1)
}
