import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { WatchEvent } from '../../api/request.ts'

/** The lines of events: each is written once for all who watch. */
const known = new WeakMap<WatchEvent, Buffer>()

/** Sends the events of a watch, a line of JSON each, until it ends or nobody reads any more. */
export async function streamWatch(response: ServerResponse, watch: AsyncIterableIterator<WatchEvent>): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' })
  response.flushHeaders()
  const close = () => void watch.return?.()
  response.once('close', close)
  try {
    for await (const event of watch) {
      if (response.destroyed) break
      // what is written in one go leaves in one packet; whoever reads slowly is waited for
      if (!response.write(line(event)) && !response.destroyed) await drained(response)
    }
  } finally {
    response.off('close', close)
    close()
    response.end()
  }
}

function line(event: WatchEvent): Buffer {
  let bytes = known.get(event)
  if (!bytes) {
    bytes = Buffer.from(`${JSON.stringify(event)}\n`)
    known.set(event, bytes)
  }
  return bytes
}

async function drained(response: ServerResponse): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } finally {
    stop.abort()
  }
}
