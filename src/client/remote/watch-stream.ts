import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { WatchEvent } from '../client.ts'

/** How many events may wait to be read before the connection is. */
const AHEAD = 1000

const NEWLINE = 10

/**
 * The events of a watch, as they come: one JSON document a line. It ends when the server ends it or the connection breaks, as client-go's
 * does; a line that is no event comes as one of type ERROR, the last. `return()` closes the connection, also while somebody waits.
 */
export class WatchStream implements AsyncIterableIterator<WatchEvent> {
  private readonly events: WatchEvent[] = []
  private readonly waiting: ((result: IteratorResult<WatchEvent>) => void)[] = []
  private partial: Buffer[] = []
  private over = false

  constructor(
    private readonly answer: IncomingMessage,
    private readonly bytes: Readable,
  ) {
    bytes.on('data', (chunk: Buffer) => this.take(chunk))
    for (const event of ['end', 'error', 'close']) bytes.on(event, () => this.end())
    if (bytes !== answer) for (const event of ['error', 'aborted']) answer.on(event, () => this.end())
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<WatchEvent>> {
    const event = this.events.shift()
    if (event) {
      if (this.events.length < AHEAD / 2 && this.bytes.isPaused()) this.bytes.resume()
      return Promise.resolve({ value: event, done: false })
    }
    if (this.over) return Promise.resolve({ value: undefined, done: true })
    return new Promise(resolve => this.waiting.push(resolve))
  }

  return(): Promise<IteratorResult<WatchEvent>> {
    this.events.length = 0
    this.end()
    return Promise.resolve({ value: undefined, done: true })
  }

  private take(chunk: Buffer): void {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0 && !this.over; at = chunk.indexOf(NEWLINE, from)) {
      this.partial.push(chunk.subarray(from, at))
      from = at + 1
      const line = Buffer.concat(this.partial).toString('utf8')
      this.partial = []
      if (line.trim() !== '') this.read(line)
    }
    if (from < chunk.length) this.partial.push(chunk.subarray(from))
    if (this.events.length > AHEAD) this.bytes.pause()
  }

  private read(line: string): void {
    try {
      this.give(JSON.parse(line) as WatchEvent)
    } catch (error) {
      const message = `unable to decode an event from the watch stream: ${(error as Error).message}`
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message,
        reason: 'InternalError',
        code: 500,
      }
      this.give({ type: 'ERROR', object: status })
      this.end()
    }
  }

  private give(event: WatchEvent): void {
    const reader = this.waiting.shift()
    if (reader) reader({ value: event, done: false })
    else this.events.push(event)
  }

  private end(): void {
    if (this.over) return
    this.over = true
    this.answer.destroy()
    for (const reader of this.waiting.splice(0)) reader({ value: undefined, done: true })
  }
}
