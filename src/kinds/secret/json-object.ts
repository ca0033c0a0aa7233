import { JsonSyntaxError, scanWholeJson, UnexpectedEnd } from '../../apimachinery/json/scanner.ts'

const VALUE_NAMES: Record<string, string> = { '[': 'array', '"': 'string', t: 'bool', f: 'bool' }

/**
 * What Go's encoding/json says about a text that should be a JSON object: undefined where it is one. Secrets that hold a
 * registry's credentials are checked by it, and its words are part of the answer.
 */
export function jsonObjectError(text: string): string | undefined {
  try {
    scanWholeJson(text)
  } catch (error) {
    if (error instanceof UnexpectedEnd) return 'unexpected end of JSON input'
    if (error instanceof JsonSyntaxError) return error.message
    throw error
  }
  const first = text.trimStart()[0]
  if (first === '{' || first === 'n') return undefined
  return `json: cannot unmarshal ${VALUE_NAMES[first!] ?? 'number'} into Go value of type map[string]interface {}`
}
