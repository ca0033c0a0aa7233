import type { ApiRequest } from '../api/request.ts'

/** The status code and the body of an answer. */
export interface Answer {
  code: number
  body: object
}

/** One value of a query parameter, '' where it is not given. */
export function queryText(request: ApiRequest, name: string): string {
  const value = request.query?.[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
