import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { type Clock, systemClock } from '../apimachinery/clock.ts'
import { systemRandom } from '../apimachinery/random.ts'
import { StatusError } from '../apimachinery/status.ts'
import { isPlainRead, read } from '../apiserver/read.ts'
import type { Environment } from '../apiserver/registry/request-context.ts'
import { watch } from '../apiserver/watch/watch.ts'
import { WatchHub } from '../apiserver/watch/watch-hub.ts'
import { isWatch } from '../apiserver/watch/watch-options.ts'
import { indexDefinitions } from '../controllers/indexes.ts'
import type { UserInfo } from '../kinds/kind.ts'
import { KindRegistry } from '../kinds/registry.ts'
import { forgetWritable } from '../kubelet/internal-state.ts'
import { StateFileError } from '../storage/errors.ts'
import { WriteLock } from '../storage/lock.ts'
import { StateDocument } from '../storage/state-document.ts'
import { followLinks, StateFile } from '../storage/state-file.ts'
import { TransactionalStore } from '../storage/transactional-store.ts'
import type { ClusterOptions } from './cluster.ts'
import { CommitQueue } from './commit-queue.ts'
import { openWritePath, type WritePath } from './write-path.ts'

/** How long somebody else's write is waited for when the cluster is opened (ms). */
const PATIENCE = 3000
/** The longest that a timer of Node can wait (ms). */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * A cluster that stays open, for a server: the state file is its own until it is closed. Many requests are under way at once; none is
 * answered before all that it has written or seen is on disk. What becomes due happens at its moment, and who watches is told.
 */
export class ServedCluster {
  private readonly hub: WatchHub
  private readonly commits: CommitQueue
  private path: WritePath
  private timer: NodeJS.Timeout | undefined

  private constructor(
    private readonly environment: Environment,
    private readonly store: TransactionalStore,
    file: StateFile,
    private readonly lock: WriteLock,
  ) {
    this.path = openWritePath(environment, store)
    this.path.reconcile()
    this.hub = new WatchHub(store.revision, environment.clock)
    this.commits = new CommitQueue({
      store,
      file,
      wake: () => this.path.wake(),
      captured: forgetWritable,
      committed: changes => {
        this.hub.publish(changes, store.revision)
        this.setTimer()
      },
      undone: () => this.reopen(),
    })
    this.commits.fold()
  }

  /** Opens a cluster, or makes it. Throws StateFileError where the file cannot be used, or is another's. */
  static async open({ path, clock = systemClock, random = systemRandom }: ClusterOptions): Promise<ServedCluster> {
    const followed = followLinks(path)
    const file = new StateFile(followed)
    file.makeFolder()
    const lock = new WriteLock(`${followed}.lock`)
    await takeLock(lock, followed, clock)
    try {
      const store = new TransactionalStore(file.read() ?? StateDocument.empty(), indexDefinitions)
      const kinds = new KindRegistry()
      kinds.bind(store)
      await kinds.loadAll()
      return new ServedCluster({ store, kinds, clock, random }, store, file, lock)
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /**
   * Answers one API request; the cluster may be at work on others meanwhile. Throws StatusError for what the API refuses,
   * StateFileError where a write could not be brought to disk; nothing of it is left then.
   */
  async request(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    if (isWatch(request)) return this.seen(() => watch(this.environment, this.hub, request, user))
    if (isPlainRead(request)) return this.seen(() => read(this.environment, request, user))
    await this.environment.kinds.loadCustom()
    const response = this.write(request, user)
    await this.commits.durable()
    return response
  }

  /** Ends the watches, and those that are still to come as soon as they have begun. */
  endWatches(): void {
    this.hub.close()
  }

  /** Brings everything into the state file and gives it back. */
  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.endWatches()
    try {
      await this.commits.close()
    } finally {
      this.lock.release()
    }
  }

  /** Nobody is told what may yet be undone: then they are told what is there instead. */
  private async seen(look: () => Promise<ApiResponse>): Promise<ApiResponse> {
    for (;;) {
      const response = await look()
      try {
        await this.commits.durable()
        return response
      } catch {
        await response.watch?.return?.()
      }
    }
  }

  private write(request: ApiRequest, user: UserInfo): ApiResponse {
    try {
      return this.path.write(request, user)
    } catch (error) {
      if (!(error instanceof StatusError)) this.reopen()
      throw error
    }
  }

  /** What the controllers remember beside the store may be wrong after something has been undone. */
  private reopen(): void {
    this.store.takeChanges()
    this.path = openWritePath(this.environment, this.store)
  }

  /** Wakes up when the next thing becomes due. */
  private setTimer(): void {
    clearTimeout(this.timer)
    const wake = this.path.wake()
    if (wake === 0) return
    const wait = Math.max(0, wake - this.environment.clock.now().getTime())
    this.timer = setTimeout(() => void this.bringUpToDate(), Math.min(wait, LONGEST_TIMER))
    this.timer.unref()
  }

  private async bringUpToDate(): Promise<void> {
    try {
      this.path.reconcile()
      await this.commits.durable()
    } catch {
      // what a request then meets, it reports
      this.reopen()
    }
    this.setTimer()
  }
}

async function takeLock(lock: WriteLock, path: string, clock: Clock): Promise<void> {
  const until = clock.now().getTime() + PATIENCE
  while (!lock.tryAcquire()) {
    if (clock.now().getTime() > until)
      throw new StateFileError(
        `the state file ${path} is in use by another process: one server at a time can serve it (is kubette serve running already?)`,
      )
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
