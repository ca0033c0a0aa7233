import type { KubeObject } from '../../api/object.ts'
import type { WatchEvent } from '../../api/request.ts'
import type { Change } from '../../storage/store.ts'
import type { ChangeHistory } from './change-history.ts'
import type { EventFormer } from './event-form.ts'

/** How often a watcher that wants bookmarks gets one (ms). */
const BOOKMARK_INTERVAL = 60_000

/** What a watcher wants to see. */
export interface Watching {
  /** What the keys of its objects start with. */
  prefix: string
  matches: (object: KubeObject) => boolean
  former: EventFormer
  /** It has seen everything up to this revision. */
  revision: number
  /** Objects that it is told of first, as added. */
  initial: readonly KubeObject[]
  /** Whether a bookmark tells where these end. */
  endOfInitialEvents: boolean
  bookmarks: boolean
  /** When it ends by itself (ms). */
  timeout: number
}

/** One watch under way. It holds no events, only how far it has come; who falls too far behind is sent away. */
export class Watcher implements AsyncIterableIterator<WatchEvent> {
  private readonly first: WatchEvent[]
  private isFirst = true
  private ended = false
  private bookmarkDue = false
  private wanted: ((result: IteratorResult<WatchEvent>) => void) | undefined
  private readonly timers: NodeJS.Timeout[]

  constructor(
    private readonly history: ChangeHistory,
    private sequence: number,
    private readonly watching: Watching,
    private readonly revision: () => number,
    private readonly onEnd: (watcher: Watcher) => void,
  ) {
    const { former, initial } = watching
    this.first = initial.map((object, i) => former.of('ADDED', object, i === 0))
    if (initial.length > 0) this.isFirst = false
    if (watching.endOfInitialEvents) this.first.push(former.bookmark(revision(), true))
    this.first.reverse()
    this.timers = [setTimeout(() => this.end(), watching.timeout)]
    if (watching.bookmarks) this.timers.push(setInterval(() => this.makeBookmark(), BOOKMARK_INTERVAL))
    for (const timer of this.timers) timer.unref()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<WatchEvent>> {
    const event = this.nextEvent()
    if (event) return Promise.resolve({ value: event, done: false })
    if (this.ended) return Promise.resolve({ value: undefined, done: true })
    return new Promise(resolve => {
      this.wanted = resolve
    })
  }

  return(): Promise<IteratorResult<WatchEvent>> {
    this.end()
    return Promise.resolve({ value: undefined, done: true })
  }

  /** Told that there may be more to see. */
  wake(): void {
    if (!this.wanted) return
    const event = this.nextEvent()
    if (event) this.give({ value: event, done: false })
    else if (this.ended) this.give({ value: undefined, done: true })
  }

  /** Ends the watch: whoever reads it gets no more events. */
  end(): void {
    if (this.ended) return
    this.ended = true
    for (const timer of this.timers) clearTimeout(timer)
    this.onEnd(this)
    this.wake()
  }

  private give(result: IteratorResult<WatchEvent>): void {
    const { wanted } = this
    this.wanted = undefined
    wanted?.(result)
  }

  private makeBookmark(): void {
    this.bookmarkDue = true
    this.wake()
  }

  private nextEvent(): WatchEvent | undefined {
    if (this.ended) return undefined
    const initial = this.first.pop()
    if (initial) return initial
    if (this.history.isForgotten(this.sequence)) {
      this.end()
      return undefined
    }
    for (let change = this.history.at(this.sequence); change; change = this.history.at(this.sequence)) {
      this.sequence++
      const event = this.eventOf(change)
      if (!event) continue
      this.isFirst = false
      return event
    }
    if (!this.bookmarkDue) return undefined
    this.bookmarkDue = false
    return this.watching.former.bookmark(this.revision(), false)
  }

  /** What a change is to this watcher: nothing, or an object that comes into its sight, changes there, or leaves it. */
  private eventOf(change: Change): WatchEvent | undefined {
    const { prefix, matches, former, revision } = this.watching
    if (change.revision <= revision || !change.key.startsWith(prefix)) return undefined
    const before = change.type === 'DELETED' ? matches(change.object) : change.old !== undefined && matches(change.old)
    const after = change.type !== 'DELETED' && matches(change.object)
    if (!before && !after) return undefined
    const type = before ? (after ? 'MODIFIED' : 'DELETED') : 'ADDED'
    return former.ofChange(change, type, this.isFirst)
  }
}
