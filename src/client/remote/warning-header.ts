/** warn-code SP warn-agent SP warn-text, of RFC 7234; the text is a quoted string. */
const WARNING = /(\d{3}) (\S+) "((?:[^"\\]|\\.)*)"(?: "[^"]*")?\s*,?\s*/y

/** The texts of Warning headers that the API server writes (code 299), in order; what is no such header is passed over. */
export function warningsOf(headers: readonly string[]): string[] {
  const warnings: string[] = []
  for (const header of headers) {
    WARNING.lastIndex = 0
    for (let found = WARNING.exec(header); found; found = WARNING.exec(header)) {
      const [, code, , text] = found
      if (code === '299' && text !== '') warnings.push(text!.replace(/\\(.)/g, '$1'))
    }
  }
  return warnings
}
