import { createHash } from 'node:crypto'

/** The SHA-256 of what the pieces are together, in hexadecimal. */
export function sha256(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
