import type { ApiRequest } from '../api/request.ts'

/** The path and the query of a request as they stand in a URL, parameters in the order of their names as Go writes them. */
export function requestUri({ path, query = {} }: Pick<ApiRequest, 'path' | 'query'>): string {
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    for (const value of typeof values === 'string' ? [values] : values) search.append(name, value)
  search.sort()
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
