import type { ApiRequest } from '../api/request.ts'
import { NotJson } from '../apimachinery/json/not-json.ts'
import { JsonSyntaxError } from '../apimachinery/json/scanner.ts'
import { parseJsonText } from '../schema/json-text.ts'

/** What a request of --raw sends: the text of a file as it is, which the server may refuse. */
export function rawBody(text: string): Pick<ApiRequest, 'body' | 'duplicates'> {
  if (text === '') return {}
  try {
    const { value, duplicates } = parseJsonText(text)
    return { body: value, duplicates }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    return { body: new NotJson(text, error.message) }
  }
}
