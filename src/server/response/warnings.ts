const MAX_TOTAL = 4096
const MAX_EACH = 256

/** The values of the Warning headers that say some texts, each once. Many long ones are cut, as the API server does. */
export function warningHeaders(texts: readonly string[]): string[] {
  const unique = [...new Set(texts)].filter(text => text !== '')
  const tooMany = unique.reduce((sum, text) => sum + [...text].length, 0) > MAX_TOTAL
  return unique.map(text => warningHeader(tooMany ? [...text].slice(0, MAX_EACH).join('') : text))
}

function warningHeader(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a header
  const quoted = text.replace(/[\u0000-\u001f\u007f]/g, '').replace(/["\\]/g, c => `\\${c}`)
  // headers are bytes, each a character
  return `299 - "${Buffer.from(quoted, 'utf8').toString('latin1')}"`
}
