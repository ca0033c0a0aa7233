import { readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { cleanPath } from './clean-path.ts'

/** A pattern that filepath.Match refuses: a class without its end, an escape of nothing. */
export class BadPattern extends Error {
  constructor() {
    super('syntax error in pattern')
  }
}

/**
 * The paths that match a shell pattern (`*`, `?`, `[a-z]`, `\` escapes; `*` stays within one folder), sorted folder by folder
 * as Go's filepath.Glob gives them. Folders that cannot be read count as empty. Throws BadPattern.
 */
export function glob(pattern: string, cwd: string): string[] {
  nameMatcher(pattern)
  return expand(pattern, cwd)
}

function expand(pattern: string, cwd: string): string[] {
  if (!/[*?[\\]/.test(pattern)) return exists(resolve(cwd, pattern)) ? [pattern] : []
  const slash = pattern.lastIndexOf('/')
  const dir = slash < 0 ? '.' : slash === 0 ? '/' : pattern.slice(0, slash)
  const matches = nameMatcher(pattern.slice(slash + 1))
  const dirs = /[*?[\\]/.test(dir) && dir !== pattern ? expand(dir, cwd) : [dir]
  return dirs.flatMap(d =>
    namesIn(resolve(cwd, d))
      .filter(matches)
      .map(name => cleanPath(`${d}/${name}`)),
  )
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).sort(byBytes)
  } catch {
    return []
  }
}

/** The order of Go's strings: by bytes of UTF-8. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** A test of names against one element of a pattern. Throws BadPattern. */
function nameMatcher(pattern: string): (name: string) => boolean {
  let source = ''
  let i = 0
  const literal = (): string => {
    if (pattern[i] === '\\') i++
    const c = codePoint(pattern, i)
    if (c === '') throw new BadPattern()
    i += c.length
    return `\\u{${c.codePointAt(0)!.toString(16)}}`
  }
  while (i < pattern.length) {
    const c = pattern[i]!
    if (c === '*') {
      source += '[^/]*'
      i++
    } else if (c === '?') {
      source += '[^/]'
      i++
    } else if (c === '[') {
      i++
      const negated = pattern[i] === '^'
      if (negated) i++
      let ranges = ''
      do {
        if (pattern[i] === undefined || pattern[i] === '-' || pattern[i] === ']') throw new BadPattern()
        const from = literal()
        let to = from
        if (pattern[i] === '-') {
          i++
          if (pattern[i] === '-' || pattern[i] === ']') throw new BadPattern()
          to = literal()
        }
        if (codeOf(from) <= codeOf(to)) ranges += `${from}-${to}`
      } while (pattern[i] !== ']')
      i++
      source += ranges === '' ? (negated ? '[^/]' : '(?!)') : negated ? `(?!/)[^${ranges}]` : `[${ranges}]`
    } else source += literal()
  }
  const regex = new RegExp(`^${source}$`, 'su')
  return name => regex.test(name)
}

/** The code of a character that is written as an escape of regular expressions. */
const codeOf = (escaped: string): number => Number.parseInt(escaped.slice(3, -1), 16)

const codePoint = (text: string, at: number): string => {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}
