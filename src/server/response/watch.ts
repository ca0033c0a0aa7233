import type { ServerResponse } from 'node:http'
import type { ApiResponse, WatchEvent } from '../../api/request.ts'
import { line } from './encode.ts'
import { writeHead } from './head.ts'
import { drained } from './write-pieces.ts'

/** The lines of events: each is written once for all who watch. */
const known = new WeakMap<WatchEvent, Buffer>()

/** Sends the events of a watch, a line of JSON each, until it ends or nobody reads any more. */
export async function streamWatch(
  response: ServerResponse,
  watch: AsyncIterableIterator<WatchEvent>,
  { warnings }: ApiResponse,
): Promise<void> {
  const close = () => void watch.return?.()
  response.once('close', close)
  try {
    writeHead(response, 200, 'application/json', warnings)
    response.flushHeaders()
    for await (const event of watch) {
      if (response.destroyed) break
      // what is written in one go leaves in one packet; whoever reads slowly is waited for
      if (!response.write(eventLine(event))) await drained(response)
    }
  } finally {
    response.off('close', close)
    close()
    response.end()
  }
}

function eventLine(event: WatchEvent): Buffer {
  let bytes = known.get(event)
  if (!bytes) {
    bytes = line(event)
    known.set(event, bytes)
  }
  return bytes
}
