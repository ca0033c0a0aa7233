import type { KubeObject } from '../../../src/api/object.ts'
import type { Session } from '../../../src/cli/session.ts'
import type { ApiRequest, WatchEvent } from '../../../src/client/client.ts'

/** What becomes of an object: its next state, undefined for none; an event as it is; 'closed' where the server ends the watch. */
export type Step = KubeObject | undefined | WatchEvent | 'closed'

/** A session with one object that goes through states: a list tells the state, a watch each one after it, one when asked for the next. */
export class FakeSession {
  requests: ApiRequest[] = []
  closed = 0
  private at = 0

  constructor(private readonly steps: readonly Step[]) {}

  /** How many states have been seen. */
  get seen(): number {
    return this.at
  }

  get session(): Session {
    const session: Partial<Session> = {
      client: async () => ({ request: async (request: ApiRequest) => this.list(request) }) as never,
      watch: async request => this.watch(request),
      pause: async () => {},
    }
    return session as Session
  }

  private list(request: ApiRequest) {
    this.requests.push(request)
    if (this.steps[this.at] === 'closed') this.at++
    const object = this.steps[this.at++]
    const items = object === undefined ? [] : [object]
    return { code: 200, warnings: [], body: { metadata: { resourceVersion: String(this.at) }, items } }
  }

  private watch(request: ApiRequest): AsyncIterableIterator<WatchEvent> {
    this.requests.push(request)
    let stop = (_: IteratorResult<WatchEvent>): void => {}
    const stopped = new Promise<IteratorResult<WatchEvent>>(resolve => {
      stop = resolve
    })
    const end = { value: undefined, done: true } as const
    const iterator: AsyncIterableIterator<WatchEvent> = {
      [Symbol.asyncIterator]: () => iterator,
      next: async () => {
        if (this.at >= this.steps.length) return stopped
        const step = this.steps[this.at]
        if (step === 'closed') return end
        this.at++
        return { value: eventOf(step), done: false }
      },
      return: async () => {
        this.closed++
        stop(end)
        return end
      },
    }
    return iterator
  }
}

function eventOf(step: Exclude<Step, 'closed'>): WatchEvent {
  if (step === undefined) return { type: 'DELETED', object: { metadata: {} } }
  return 'type' in step ? step : { type: 'MODIFIED', object: step }
}
