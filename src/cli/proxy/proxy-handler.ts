import type { IncomingMessage, ServerResponse } from 'node:http'
import { ConnectionError } from '../../client/connection-error.ts'
import type { Connector } from '../../client/remote/connector.ts'
import type { Filter } from './filter.ts'
import { notFound, sendLine, serveFile } from './static-files.ts'

export interface ProxyOptions {
  connector: Connector
  /** Begin and end with a slash. */
  apiPrefix: string
  staticPrefix: string
  /** The folder that is shown below staticPrefix; '' for none. */
  folder: string
  filter: Filter | undefined
  /** Told of requests that could not be passed on. */
  failed(message: string): void
}

/** What belongs to one connection rather than to what is sent through it. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What a page of another origin could read the answer by: that is for the proxy to say, not for the server behind it. */
const CROSS_ORIGIN = [
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
]

/** Answers a request of the proxy: from the folder of files, or by asking the API server. Never throws. */
export async function handleProxied(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  const [path = '/'] = url.split('?')
  const { apiPrefix, staticPrefix, folder, filter } = options
  const isFile = folder !== '' && path.startsWith(staticPrefix)
  // the longer of two prefixes is meant, as for Go's ServeMux
  if (isFile && (staticPrefix.length >= apiPrefix.length || !path.startsWith(apiPrefix)))
    return serveFile(folder, path.slice(staticPrefix.length), response)
  if (!path.startsWith(apiPrefix)) return notFound(response)
  // a prefix that is one of the API's own stays
  const target = apiPrefix.startsWith('/api') ? url : `/${url.slice(apiPrefix.length)}`
  const [targetPath = '/'] = target.split('?')
  if (filter && !filter.accepts(method, targetPath, headers.host ?? '')) return sendLine(response, 403, 'Forbidden')
  await passOn(request, response, target, options)
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { connector, failed }: ProxyOptions,
): Promise<void> {
  const { method = 'GET', headers } = request
  const body =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined ? request : undefined
  try {
    const answer = await connector.send({
      method,
      path,
      headers: passedHeaders(headers, ['host', ...HOP_BY_HOP]),
      body,
    })
    response.writeHead(answer.statusCode ?? 502, passedHeaders(answer.headers, [...HOP_BY_HOP, ...CROSS_ORIGIN]))
    response.flushHeaders()
    response.once('close', () => answer.destroy())
    answer.once('error', () => response.destroy())
    answer.pipe(response)
  } catch (error) {
    const why = error instanceof ConnectionError ? error.why : (error as Error).message
    failed(`Error while proxying request: ${why}`)
    if (response.headersSent) response.destroy()
    else sendLine(response, 500, why)
  }
}

function passedHeaders(
  headers: IncomingMessage['headers'],
  dropped: readonly string[],
): Record<string, string | string[]> {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/)
  const passed: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !dropped.includes(name) && !named.includes(name)) passed[name] = value
  return passed
}
