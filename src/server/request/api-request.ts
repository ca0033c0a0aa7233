import type { IncomingMessage } from 'node:http'
import type { ApiRequest } from '../../api/request.ts'
import { methodNotAllowed } from '../../apimachinery/status.ts'
import { decodeBody } from './decode-body.ts'
import { impersonationOf } from './impersonation.ts'
import { readBody } from './read-body.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** The path and the query of a request's target. */
export interface Target {
  path: string
  query: Record<string, string | string[]> | undefined
}

/** The path of a URL and its query, in which a name may stand several times. */
export function targetOf(url: string): Target {
  const mark = url.indexOf('?')
  if (mark < 0) return { path: url, query: undefined }
  const query: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) {
    const known = query[name]
    if (known === undefined) query[name] = value
    else query[name] = Array.isArray(known) ? [...known, value] : [known, value]
  }
  return { path: url.slice(0, mark), query }
}

/** What a request over HTTP asks of the API. Throws StatusError for methods and bodies that the API has not. */
export function apiRequest(incoming: IncomingMessage, target: Target): ApiRequest | Promise<ApiRequest> {
  const { method = '', headers } = incoming
  // whoever wants the head of an answer alone is answered like others, and HTTP leaves the body out
  const verb = method === 'HEAD' ? 'GET' : method
  if (!METHODS.has(verb)) throw methodNotAllowed()
  const request: ApiRequest = { method: verb as ApiRequest['method'], path: target.path }
  if (target.query) request.query = target.query
  if (headers.accept) request.accept = headers.accept
  if (headers['user-agent']) request.userAgent = headers['user-agent']
  const impersonate = impersonationOf(incoming)
  if (impersonate) request.impersonate = impersonate
  return verb === 'GET' ? request : withBody(request, incoming)
}

async function withBody(request: ApiRequest, incoming: IncomingMessage): Promise<ApiRequest> {
  const contentType = mediaType(incoming.headers['content-type'])
  const bytes = await readBody(incoming)
  return { ...request, contentType, ...(await decodeBody(bytes, contentType, request.method === 'PATCH')) }
}

function mediaType(header = ''): string {
  const end = header.indexOf(';')
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase()
}
