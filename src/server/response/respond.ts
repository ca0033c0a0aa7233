import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { ApiResponse } from '../../api/request.ts'
import type { Status } from '../../apimachinery/status.ts'
import type { Format } from '../request/accept.ts'
import { encodeJson } from './encode.ts'
import { wantsPretty } from './pretty.ts'
import { warningHeaders } from './warnings.ts'
import { writePieces } from './write-pieces.ts'

/** From how many bytes on the API server compresses what it answers. */
const GZIP_THRESHOLD = 128 * 1024
export const NO_CACHE = 'no-cache, private'

const compress = promisify(gzip)

/** Sends an answer: an object in the format that was negotiated, texts and bytes as they are. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ApiResponse,
  format: Format,
): Promise<void> {
  const { code, body, warnings } = answer
  const headers: OutgoingHttpHeaders = { 'Cache-Control': NO_CACHE }
  if (warnings.length) headers.Warning = warningHeaders(warnings)
  if (code === 429 || code >= 500) {
    const seconds = (body as Partial<Status>).details?.retryAfterSeconds
    if (seconds) headers['Retry-After'] = seconds
  }
  let pieces = await encode(request, answer, format, headers)
  let length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length > GZIP_THRESHOLD && request.method === 'GET' && acceptsGzip(request)) {
    const compressed = await compress(Buffer.concat(pieces), { level: constants.Z_BEST_SPEED })
    headers['Content-Encoding'] = 'gzip'
    headers.Vary = 'Accept-Encoding'
    pieces = [compressed]
    length = compressed.length
  }
  headers['Content-Length'] = length
  response.writeHead(code, headers)
  if (pieces.length === 1 && length <= GZIP_THRESHOLD) response.end(pieces[0])
  else await writePieces(response, pieces)
}

/** The bytes of an answer; enters its type into the headers. */
async function encode(
  request: IncomingMessage,
  { body, contentType }: ApiResponse,
  format: Format,
  headers: OutgoingHttpHeaders,
): Promise<Uint8Array[]> {
  if (body instanceof Uint8Array || typeof body === 'string') {
    headers['Content-Type'] = contentType ?? 'text/plain'
    return [typeof body === 'string' ? Buffer.from(body) : body]
  }
  if (format === 'yaml' && contentType === undefined) {
    const { stringify } = await import('yaml')
    headers['Content-Type'] = 'application/yaml'
    return [Buffer.from(stringify(body, { aliasDuplicateObjects: false, lineWidth: 0 }))]
  }
  headers['Content-Type'] = contentType ?? 'application/json'
  return encodeJson(body, wantsPretty(request))
}

/** Sends plain text, for people and probes. */
export function sendText(response: ServerResponse, code: number, text: string, contentType: string): void {
  response.writeHead(code, {
    'Cache-Control': NO_CACHE,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
}
