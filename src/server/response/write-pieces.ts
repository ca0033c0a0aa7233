import type { ServerResponse } from 'node:http'

/** How much is handed over at once: whoever reads slowly has no more than this waiting for them. */
const CHUNK = 64 * 1024
/** How long somebody may read nothing at all (ms). */
const STALL = 60_000

/** Sends the rest of an answer piece by piece, as fast as it is read, and ends it. Whoever stops reading is cut off. */
export async function writePieces(response: ServerResponse, pieces: readonly Uint8Array[]): Promise<void> {
  for (const chunk of chunks(pieces)) {
    if (response.destroyed) return
    if (!response.write(chunk)) await drained(response)
  }
  response.end()
}

/** Kept when more can be written, or nobody reads any more: whoever has read nothing for a minute is cut off. */
export function drained(response: ServerResponse, stall = STALL): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => response.destroy(), stall)
    const done = () => {
      clearTimeout(timer)
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
    if (response.destroyed) done()
  })
}

/** The same bytes in pieces that are neither tiny nor huge. */
function* chunks(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    if (length > 0 && length + piece.length > CHUNK) {
      yield Buffer.concat(small)
      small = []
      length = 0
    }
    let at = 0
    for (; piece.length - at > CHUNK; at += CHUNK) yield piece.subarray(at, at + CHUNK)
    small.push(at === 0 ? piece : piece.subarray(at))
    length += piece.length - at
  }
  if (length > 0) yield Buffer.concat(small)
}
