const PLAIN = /^[ !#-[\]-~]*$/

const SHORT_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
])

/** Whether Go counts the character as printable (unicode.IsPrint): of the white space only the ASCII blank. */
export function isPrintable(character: string): boolean {
  // not a constant: making one that names classes of Unicode takes longer than many a command
  return /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

function escaped(character: string): string {
  const short = SHORT_ESCAPES.get(character)
  if (short !== undefined) return short
  const code = character.codePointAt(0) as number
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'
  if (isPrintable(character)) return character
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

/** The string in double quotes as Go's %q prints it (strconv.Quote): JSON's form except for what is not printable. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  return `"${Array.from(text, escaped).join('')}"`
}
