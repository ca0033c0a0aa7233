import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { ApiResponse } from '../../api/request.ts'
import type { Status } from '../../apimachinery/status.ts'
import type { Format } from '../request/accept.ts'
import { encodeJson } from './encode.ts'
import { writeHead } from './head.ts'
import { wantsPretty } from './pretty.ts'
import { writePieces } from './write-pieces.ts'

/** From how many bytes on the API server compresses what it answers. */
const GZIP_THRESHOLD = 128 * 1024

const compress = promisify(gzip)

/** Sends an answer: an object in the format that was negotiated, texts and bytes as they are. */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ApiResponse,
  format: Format,
): Promise<void> | undefined {
  const { body, contentType } = answer
  if (typeof body === 'string') return send(request, response, answer, [Buffer.from(body)], contentType ?? 'text/plain')
  if (body instanceof Uint8Array) return send(request, response, answer, [body], contentType ?? 'text/plain')
  if (format === 'yaml' && contentType === undefined) return sendYaml(request, response, answer)
  return send(request, response, answer, encodeJson(body, wantsPretty(request)), contentType ?? 'application/json')
}

/** Sends plain text, for people and probes. */
export function sendText(response: ServerResponse, code: number, text: string, contentType: string): void {
  const length = String(Buffer.byteLength(text))
  writeHead(response, code, contentType, [], ['Content-Length', length, 'X-Content-Type-Options', 'nosniff'])
  response.end(text)
}

async function sendYaml(request: IncomingMessage, response: ServerResponse, answer: ApiResponse): Promise<void> {
  const { stringify } = await import('yaml')
  const text = stringify(answer.body, { aliasDuplicateObjects: false, lineWidth: 0 })
  await send(request, response, answer, [Buffer.from(text)], 'application/yaml')
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ApiResponse,
  pieces: readonly Uint8Array[],
  contentType: string,
): Promise<void> | undefined {
  const { code, warnings } = answer
  const length = pieces.length === 1 ? pieces[0]!.length : pieces.reduce((sum, piece) => sum + piece.length, 0)
  const headers = ['Content-Length', String(length)]
  if (code >= 429) {
    const seconds = (answer.body as Partial<Status>).details?.retryAfterSeconds
    if (seconds) headers.push('Retry-After', String(seconds))
  }
  if (length <= GZIP_THRESHOLD) {
    writeHead(response, code, contentType, warnings, headers)
    response.end(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))
    return undefined
  }
  if (request.method === 'GET' && acceptsGzip(request)) return sendCompressed(response, answer, pieces, contentType)
  writeHead(response, code, contentType, warnings, headers)
  return writePieces(response, pieces)
}

async function sendCompressed(
  response: ServerResponse,
  { code, warnings }: ApiResponse,
  pieces: readonly Uint8Array[],
  contentType: string,
): Promise<void> {
  const bytes = await compress(Buffer.concat(pieces), { level: constants.Z_BEST_SPEED })
  const headers = ['Content-Length', String(bytes.length), 'Content-Encoding', 'gzip', 'Vary', 'Accept-Encoding']
  writeHead(response, code, contentType, warnings, headers)
  await writePieces(response, [bytes])
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
}
