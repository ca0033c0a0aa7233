const QUOTE = 34
const BACKSLASH = 92
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const COMMA = 44
const COLON = 58

/**
 * Some members of an object's metadata, read from the object's JSON without parsing the rest of it. undefined where the JSON is not
 * as kubette writes it (somebody has put spaces into it): it must be parsed then. `json` may have its characters beyond ASCII
 * garbled: the members that are asked for must not have any.
 */
export function rawMetadata(json: string, members: readonly string[]): Record<string, unknown> | undefined {
  let at = metadataStart(json)
  if (at === undefined) return undefined
  const found: Record<string, unknown> = {}
  while (json.charCodeAt(at) !== CLOSE_BRACE) {
    const start = memberStart(json, at)
    if (start === undefined) return undefined
    const end = valueEnd(json, start)
    const name = json.slice(at + 1, start - 2)
    if (members.includes(name)) found[name] = JSON.parse(json.slice(start, end))
    if (json.charCodeAt(end) === CLOSE_BRACE) break
    at = end + 1
  }
  return found
}

/** Where the first member of the object's own metadata begins. */
function metadataStart(json: string): number | undefined {
  for (let at = 1; ; ) {
    const start = memberStart(json, at)
    if (start === undefined) return undefined
    if (json.slice(at + 1, start - 2) === 'metadata')
      return json.charCodeAt(start) === OPEN_BRACE ? start + 1 : undefined
    at = valueEnd(json, start) + 1
  }
}

/** Where the value of the member that begins at `at` begins; undefined where its name is not a plain one, right before it. */
function memberStart(json: string, at: number): number | undefined {
  const nameEnd = json.indexOf('"', at + 1)
  if (json.charCodeAt(at) !== QUOTE || json.charCodeAt(nameEnd + 1) !== COLON) return undefined
  return json.slice(at, nameEnd).includes('\\') ? undefined : nameEnd + 2
}

/** The index behind the value that begins at `at`. */
function valueEnd(json: string, at: number): number {
  let depth = 0
  for (let i = at; i < json.length; i++) {
    const c = json.charCodeAt(i)
    if (c === QUOTE) i = stringEnd(json, i)
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      if (depth === 0) return i
      depth--
    } else if (c === COMMA && depth === 0) return i
  }
  return json.length
}

/** The index of the quote that ends the string that begins at `at`. */
function stringEnd(json: string, at: number): number {
  for (let i = json.indexOf('"', at + 1); ; i = json.indexOf('"', i + 1)) {
    if (i < 0) return json.length
    let backslashes = 0
    while (json.charCodeAt(i - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return i
  }
}
