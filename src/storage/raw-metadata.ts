const QUOTE = 34
const BACKSLASH = 92
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const COMMA = 44

/**
 * Some members of an object's metadata, read from the object's JSON as the state file has it (without spaces), without parsing the
 * rest of it. `json` may have its characters beyond ASCII garbled: the members that are asked for must not have any.
 */
export function rawMetadata(json: string, members: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  let at = metadataStart(json)
  if (at < 0) return found
  while (json.charCodeAt(at) === QUOTE) {
    const keyEnd = json.indexOf('"', at + 1)
    const key = json.slice(at + 1, keyEnd)
    const end = valueEnd(json, keyEnd + 2)
    if (members.includes(key)) found[key] = JSON.parse(json.slice(keyEnd + 2, end))
    at = end + 1
  }
  return found
}

/** Where the first member of the object's own metadata begins; -1 where there is none. */
function metadataStart(json: string): number {
  let at = 1
  while (json.charCodeAt(at) === QUOTE) {
    const keyEnd = json.indexOf('"', at + 1)
    if (json.slice(at + 1, keyEnd) === 'metadata') return keyEnd + 3
    at = valueEnd(json, keyEnd + 2) + 1
  }
  return -1
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
