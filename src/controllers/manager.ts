import { StatusError } from '../apimachinery/status.ts'
import type { Admission } from '../apiserver/registry/admit.ts'
import type { Environment } from '../apiserver/registry/request-context.ts'
import { EventRecorder } from '../events/recorder.ts'
import type { Change } from '../storage/store.ts'
import type { TransactionalStore } from '../storage/transactional-store.ts'
import { CatchUpClock } from './catch-up-clock.ts'
import type { Controller, ControllerContext } from './controller.ts'
import { ControllerClient } from './controller-client.ts'

const TIMERS = '/kubette/timers'

/** Past this many turns of controllers for one request something goes round in circles. */
const MAX_TURNS = 100_000

/** How far back things happen one after the other (ms), and in how many steps at most. */
const LONGEST_CATCH_UP = 3_600_000
const MAX_STEPS = 5000

/** For each controller the keys that it wants to look at again, and when (ms since 1970). */
type Timers = Record<string, Record<string, number>>

/** A controller that watches this is told of every change. */
const EVERY_RESOURCE = '*'
const NOBODY: readonly Watcher[] = []

interface Watcher {
  worker: Worker
  keysOf: Controller['watches'][string]
}

interface Worker {
  controller: Controller
  context: ControllerContext
  queue: Set<string>
}

/**
 * Runs the controllers until none has work: the cluster is at a fixpoint then. Controllers come in the order of the list, and the
 * first that has work always goes first; so what makes pods is done before what counts them.
 */
export class ControllerManager {
  private readonly workers: Worker[]
  /** By the folder that objects are stored in. */
  private readonly watchersOfPrefix = new Map<string, readonly Watcher[]>()
  private readonly everyWatcher: readonly Watcher[]
  private readonly recorder: EventRecorder
  private readonly clock: CatchUpClock
  private caughtUp = false
  private lastFolder: { prefix: string; watchers: readonly Watcher[] } = { prefix: '', watchers: NOBODY }

  constructor(
    controllers: readonly Controller[],
    cluster: Environment,
    private readonly store: TransactionalStore,
    admission: Admission,
  ) {
    this.clock = new CatchUpClock(cluster.clock)
    const environment = { ...cluster, clock: this.clock }
    this.recorder = new EventRecorder(environment, store)
    this.workers = controllers.map(controller => ({
      controller,
      context: new ControllerClient(controller, environment, store, admission, this.recorder, (key, at) =>
        this.setTimer(controller.name, key, at.getTime()),
      ),
      queue: new Set<string>(),
    }))
    this.everyWatcher = this.watching(EVERY_RESOURCE)
    // more than one resource where the same objects are served in two groups, as events are
    const resources = new Map<string, string[]>()
    for (const [resource, { storagePrefix }] of environment.kinds.all())
      resources.set(storagePrefix, [...(resources.get(storagePrefix) ?? []), resource])
    for (const [prefix, names] of resources)
      this.watchersOfPrefix.set(prefix, [...names.flatMap(name => this.watching(name)), ...this.everyWatcher])
  }

  /**
   * Brings the cluster to its fixpoint: after a write, or (with no change to look at) because time has passed.
   * Throws an Error where the controllers do not come to rest.
   */
  reconcile(): void {
    if (!this.caughtUp) this.catchUp()
    this.recorder.startBurst()
    this.takeDueTimers()
    this.settle()
  }

  /**
   * What has become due while nobody looked happens one moment after the other, as if somebody had: a job's second pod starts when its
   * first has ended, not now. What is long past happens in one step.
   */
  private catchUp(): void {
    this.caughtUp = true
    const now = this.clock.now().getTime()
    let at = Math.max(this.wake(), now - LONGEST_CATCH_UP)
    for (let step = 0; step < MAX_STEPS && this.wake() !== 0 && at < now; step++) {
      this.clock.set(at)
      this.recorder.startBurst()
      this.takeDueTimers()
      this.settle()
      at = Math.max(Math.ceil(this.wake() / 1000) * 1000, at + 1)
    }
    this.clock.set(undefined)
  }

  private settle(): void {
    this.dispatch()
    for (let turn = 0; ; turn++) {
      const worker = this.workers.find(w => w.queue.size > 0)
      if (!worker) return
      if (turn === MAX_TURNS) {
        for (const w of this.workers) w.queue.clear()
        throw new Error(
          `the controllers did not come to rest (${worker.controller.name} still has work); the request was not carried out`,
        )
      }
      this.turn(worker)
    }
  }

  /** The earliest moment (ms since 1970) at which a controller wants to look again; 0 where there is none. */
  wake(): number {
    let earliest = 0
    for (const keys of Object.values(this.timers()))
      for (const at of Object.values(keys)) if (earliest === 0 || at < earliest) earliest = at
    return earliest
  }

  /** Forgets what was queued, after a transaction has been undone. */
  reset(): void {
    for (const worker of this.workers) worker.queue.clear()
  }

  private turn(worker: Worker): void {
    const keys = worker.queue
    worker.queue = new Set()
    for (const key of keys) {
      const point = this.store.savepoint()
      try {
        worker.controller.sync(key, worker.context)
      } catch (error) {
        // as a real controller's: it tries again when something changes
        if (!(error instanceof StatusError)) throw error
        this.store.rollback(point)
      }
    }
    this.dispatch()
  }

  private dispatch(): void {
    for (const change of this.store.takeChanges()) {
      const watchers = this.watchersOf(change)
      // no iterators: most of what is asked for here is a list without an entry
      for (let i = 0; i < watchers.length; i++) {
        const { worker, keysOf } = watchers[i]!
        const keys = keysOf(change, worker.context)
        for (let k = 0; k < keys.length; k++) worker.queue.add(keys[k]!)
      }
    }
  }

  private watching(resource: string): Watcher[] {
    return this.workers.flatMap(worker => {
      const keysOf = worker.controller.watches[resource]
      return keysOf ? [{ worker, keysOf }] : []
    })
  }

  /** Who is to be told of a change. Changes of one folder come in a row. */
  private watchersOf({ key }: Change): readonly Watcher[] {
    const length = key.lastIndexOf('/') + 1
    if (length !== this.lastFolder.prefix.length || !key.startsWith(this.lastFolder.prefix))
      this.lastFolder = { prefix: key.slice(0, length), watchers: this.findWatchers(key) }
    return this.lastFolder.watchers
  }

  /** Custom resources, which lie below their group, concern only those that are told of everything. */
  private findWatchers(key: string): readonly Watcher[] {
    const first = key.indexOf('/', '/registry/'.length)
    const folder = key.slice('/registry/'.length, first)
    const short = this.watchersOfPrefix.get(folder)
    const long = short ?? this.watchersOfPrefix.get(key.slice('/registry/'.length, key.indexOf('/', first + 1)))
    return long ?? (folder.includes('.') ? this.everyWatcher : NOBODY)
  }

  private timers(): Timers {
    return (this.store.value(TIMERS) ?? {}) as Timers
  }

  private setTimer(controller: string, key: string, at: number): void {
    // later than a Date can say is never
    if (Number.isNaN(at)) return
    const timers = this.timers()
    if (timers[controller]?.[key] === at) return
    this.store.putValue(TIMERS, { ...timers, [controller]: { ...timers[controller], [key]: at } })
  }

  private takeDueTimers(): void {
    const now = this.clock.now().getTime()
    const timers = this.timers()
    const left: Timers = {}
    let due = false
    for (const worker of this.workers) {
      const { name } = worker.controller
      const entries = Object.entries(timers[name] ?? {})
      const later = entries.filter(([, at]) => at > now)
      if (later.length > 0) left[name] = Object.fromEntries(later)
      if (later.length === entries.length) continue
      due = true
      for (const [key, at] of entries) if (at <= now) worker.queue.add(key)
    }
    if (due) this.store.putValue(TIMERS, Object.keys(left).length ? left : undefined)
  }
}
