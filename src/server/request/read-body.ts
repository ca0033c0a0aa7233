import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { badRequest, StatusError } from '../../apimachinery/status.ts'

/** The largest body that the API server takes. */
const MAX_BODY = 3 * 1024 * 1024

/** How long what is too large anyway is listened to (ms). */
const PATIENCE = 10_000

/** The most bytes of all bodies that are on their way at once. */
const MAX_UNDERWAY = 256 * 1024 * 1024
let underway = 0

const decompress = promisify(gunzip)

/** The body of a request, decompressed. Throws StatusError for one that is too large, cut off or cannot be decompressed. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the content encoding ${JSON.stringify(encoding)} is not supported`,
    )
  const bytes = await collect(request)
  if (encoding === 'identity' || bytes.length === 0) return bytes
  try {
    return await decompress(bytes, { maxOutputLength: MAX_BODY })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw badRequest(`the body of the request is not gzip: ${(error as Error).message}`)
  }
}

/**
 * What is too much is read and thrown away: most clients only listen when they have said all. Whoever goes on for too long is answered in
 * the middle of it.
 */
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let pieces: Buffer[] = []
    let held = 0
    let length = Number(request.headers['content-length'] ?? 0) > MAX_BODY ? Number.POSITIVE_INFINITY : 0
    const timer = setTimeout(() => length > MAX_BODY && reject(tooLarge()), PATIENCE)
    request.on('data', (piece: Buffer) => {
      length += piece.length
      if (length <= MAX_BODY && underway + piece.length <= MAX_UNDERWAY) {
        pieces.push(piece)
        held += piece.length
        underway += piece.length
        return
      }
      pieces = []
      if (length <= MAX_BODY) reject(tooMany())
    })
    request.on('end', () => {
      if (length > MAX_BODY) reject(tooLarge())
      else resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
    })
    request.on('error', reject)
    request.on('close', () => {
      clearTimeout(timer)
      underway -= held
      reject(badRequest('the body of the request was cut off'))
    })
  })
}

function tooMany(): StatusError {
  const message = 'the server has received too many requests and has asked us to try again later'
  return new StatusError(429, 'TooManyRequests', message, { retryAfterSeconds: 1 })
}

function tooLarge(): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY}`)
}
