import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { type Status, StatusError } from '../../apimachinery/status.ts'
import type { Negotiated } from '../request/accept.ts'
import { encodeJson } from './encode.ts'
import { warningHeaders } from './warnings.ts'

/** From how many bytes on the API server compresses what it answers. */
const GZIP_THRESHOLD = 128 * 1024

const compress = promisify(gzip)

/** What is sent back, once it is known what the answer is. */
export interface Reply {
  code: number
  body: unknown
  warnings: readonly string[]
}

/** Sends an answer in the form that was negotiated. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { code, body, warnings }: Reply,
  { format }: Negotiated,
): Promise<void> {
  const headers: OutgoingHttpHeaders = { 'Cache-Control': 'no-cache, private' }
  if (warnings.length) headers.Warning = warningHeaders(warnings)
  if (code === 429 || code === 503) headers['Retry-After'] = retryAfter(body)
  if (typeof body === 'string') return sendText(response, code, body, headers)
  let bytes: Buffer
  if (format === 'yaml') {
    const { stringify } = await import('yaml')
    bytes = Buffer.from(stringify(body))
    headers['Content-Type'] = 'application/yaml'
  } else {
    bytes = encodeJson(body, wantsPretty(request))
    headers['Content-Type'] = contentType(body)
  }
  if (bytes.length > GZIP_THRESHOLD && request.method === 'GET' && acceptsGzip(request)) {
    bytes = await compress(bytes, { level: constants.Z_BEST_SPEED })
    headers['Content-Encoding'] = 'gzip'
    headers.Vary = 'Accept-Encoding'
  }
  headers['Content-Length'] = bytes.length
  response.writeHead(code, headers)
  response.end(bytes)
}

/** Sends plain text, for people and probes. */
export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** The answer that an error is. What is not an error of the API is told without its details. */
export function errorReply(error: unknown): Reply {
  if (error instanceof StatusError) return { code: error.status.code, body: error.status, warnings: error.warnings }
  const message = `Internal error occurred: ${(error as Error).message}`
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'InternalError',
    details: { causes: [{ message: (error as Error).message }] },
    code: 500,
  }
  return { code: 500, body, warnings: [] }
}

/** Clients of discovery tell by its type whether the answer is all in one. */
function contentType(body: unknown): string {
  const { kind, apiVersion = '' } = body as { kind?: string; apiVersion?: string }
  if (kind !== 'APIGroupDiscoveryList') return 'application/json'
  const [group, version] = apiVersion.split('/')
  return `application/json;g=${group};v=${version};as=${kind}`
}

function retryAfter(body: unknown): number {
  return (body as Status | undefined)?.details?.retryAfterSeconds ?? 1
}

const BROWSERS = ['curl', 'Wget', 'Mozilla/5.0']

/** Whether JSON is to be indented: where it is asked for, and for what people hold in their hands. */
function wantsPretty({ url = '', headers }: IncomingMessage): boolean {
  const mark = url.indexOf('pretty')
  if (mark >= 0) {
    const value = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('pretty')
    if (value) return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)
  }
  const agent = headers['user-agent'] ?? ''
  return BROWSERS.some(browser => agent.startsWith(browser))
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
}
