import { createRequire } from 'node:module'

/** The SHA-256 of what the pieces are together, in hexadecimal. */
export function sha256(pieces: readonly (string | Uint8Array)[]): string {
  // most commands never need it, and loading it takes a tenth of the time that they have
  const { createHash } = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto')
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
