import { readJson } from '../../apimachinery/json/read.ts'
import { JsonSyntaxError, UnexpectedEnd } from '../../apimachinery/json/scanner.ts'
import { CommandError } from '../errors.ts'

/**
 * JSON text with two spaces a level, as Go's json.Indent writes it: strings, numbers and the order of keys stay as they are, white
 * space at the end too. Throws CommandError with Go's words for a text that is no JSON.
 */
export function indentedJson(text: string): string {
  checkJson(text)
  let out = ''
  let depth = 0
  const body = text.trim()
  for (const [token] of body.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    if (token === '{' || token === '[') out += token + newLine(++depth)
    else if (token === '}' || token === ']') out += newLine(--depth) + token
    else if (token === ',') out += `,${newLine(depth)}`
    else if (token === ':') out += ': '
    else out += /^[{[]/.test(token) ? `${token[0]}${token.at(-1)}` : token
  }
  return out + text.slice(text.trimEnd().length)
}

const newLine = (depth: number): string => `\n${'  '.repeat(depth)}`

function checkJson(text: string): void {
  try {
    if (readJson(text, 0)) return
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new CommandError(error.message)
    if (!(error instanceof UnexpectedEnd)) throw error
  }
  throw new CommandError('unexpected end of JSON input')
}
