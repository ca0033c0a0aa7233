import type { ApiRequest } from '../api/request.ts'
import { badRequest } from '../apimachinery/status.ts'

/** The status code and the body of an answer; a text has a media type. */
export interface Answer {
  code: number
  body: object | string
  contentType?: string
}

/** One value of a query parameter, '' where it is not given. */
export function queryText(request: ApiRequest, name: string): string {
  const value = request.query?.[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** All values of a query parameter. */
export function queryTexts(request: ApiRequest, name: string): readonly string[] {
  const value = request.query?.[name]
  return value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value
}

/** A whole number of a query parameter; undefined where it is not given. Throws BadRequest. */
export function queryInteger(request: ApiRequest, name: string): number | undefined {
  const text = queryText(request, name)
  if (text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}

/** A yes or no of a query: anything but "false" and "0" is a yes; undefined where nothing is said. */
export function isTrue(text: string): boolean | undefined {
  return text === '' ? undefined : text.toLowerCase() !== 'false' && text !== '0'
}
