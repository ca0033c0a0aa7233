import { byBytes } from './glob.ts'

const ESCAPES = /[<>&\u2028\u2029\u007f]/g

/** Plain JSON as Go's json.Marshal writes a map: keys sorted, no spaces, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => byBytes(a, b))
    return `{${members.map(([key, member]) => `${goString(key)}:${goJson(member)}`).join(',')}}`
  }
  return typeof value === 'string' ? goString(value) : JSON.stringify(value)
}

function goString(text: string): string {
  return JSON.stringify(text).replace(ESCAPES, c =>
    c === '\u007f' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
