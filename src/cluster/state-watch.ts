import { type FSWatcher, watch as watchFolder } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { KubeObject } from '../api/object.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import type { Environment } from '../apiserver/registry/request-context.ts'
import { watch } from '../apiserver/watch/watch.ts'
import { WatchHub } from '../apiserver/watch/watch-hub.ts'
import type { Watcher, Watching } from '../apiserver/watch/watcher.ts'
import type { UserInfo } from '../kinds/kind.ts'
import type { Change, ReadStore } from '../storage/store.ts'

/** How often the state is looked at where the file system tells nothing of its own, and for what becomes due (ms). */
const INTERVAL = 1000

/** The cluster whose file is watched. */
export interface WatchedState {
  readonly path: string
  /** The state as it was read last: the one that a client's list has shown. */
  known(): Promise<Environment>
  /** The state as it is now. */
  current(): Promise<Environment>
}

/**
 * Watches a cluster that nobody serves: whenever its file has been replaced, what differs from before is what has happened. Of several
 * changes of one object in between only the last is seen.
 */
export class StateWatch {
  private hub: WatchHub | undefined
  private readonly watchers = new Set<Watcher>()
  /** What there was at last below each prefix that somebody watches. */
  private readonly seen = new Map<string, Map<string, KubeObject>>()
  private folder: FSWatcher | undefined
  private timer: NodeJS.Timeout | undefined
  private looking = false

  constructor(private readonly state: WatchedState) {}

  /** Answers a watch. Throws StatusError. */
  async watch(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    // what has happened since the list that the client has seen is still to be told
    const environment = await this.state.known()
    this.hub ??= new WatchHub(environment.store.revision, environment.clock)
    const hub = this.hub
    const registry = {
      former: hub.former.bind(hub),
      oldestRevision: hub.oldestRevision.bind(hub),
      watch: (watching: Watching) =>
        this.register(
          hub.watch(watching, ended => this.ended(ended)),
          watching.prefix,
          environment.store,
        ),
    }
    const response = await watch(environment, registry, request, user)
    void this.look()
    return response
  }

  private register(watcher: Watcher | undefined, prefix: string, store: ReadStore): Watcher | undefined {
    if (!watcher) return undefined
    this.watchers.add(watcher)
    if (!this.seen.has(prefix)) this.seen.set(prefix, contentOf(store, prefix))
    this.timer ??= setInterval(() => void this.look(), INTERVAL)
    this.folder ??= this.watchFile()
    return watcher
  }

  private watchFile(): FSWatcher | undefined {
    const { path } = this.state
    try {
      const folder = watchFolder(dirname(path), (_, name) => {
        if (name === null || name.startsWith(basename(path))) void this.look()
      })
      // the timer does without it
      folder.on('error', () => folder.close())
      return folder
    } catch {
      return undefined
    }
  }

  private ended(watcher: Watcher): void {
    this.watchers.delete(watcher)
    if (this.watchers.size > 0) return
    clearInterval(this.timer)
    this.folder?.close()
    this.timer = undefined
    this.folder = undefined
    this.seen.clear()
  }

  /** Tells the watchers what has happened since the last look. */
  private async look(): Promise<void> {
    if (!this.hub || this.looking) return
    this.looking = true
    try {
      const { store } = await this.state.current()
      const changes: Change[] = []
      for (const [prefix, before] of this.seen) {
        const now = contentOf(store, prefix)
        changes.push(...differences(before, now, store.revision))
        this.seen.set(prefix, now)
      }
      if (changes.length > 0)
        this.hub.publish(
          changes.sort((a, b) => a.revision - b.revision),
          store.revision,
        )
    } catch {
      // a file that cannot be read now may be readable at the next look
    } finally {
      this.looking = false
    }
  }
}

function contentOf(store: ReadStore, prefix: string): Map<string, KubeObject> {
  const keys = store.keys(prefix)
  return new Map(store.list(prefix).map((object, i) => [keys[i]!, object]))
}

/** How one state becomes another. When an object went is not known, but that it was by now. */
function differences(before: Map<string, KubeObject>, now: Map<string, KubeObject>, revision: number): Change[] {
  const changes: Change[] = []
  for (const [key, object] of now) {
    const old = before.get(key)
    const at = Number(object.metadata.resourceVersion)
    if (!old) changes.push({ type: 'ADDED', key, revision: at, object })
    else if (old.metadata.uid !== object.metadata.uid)
      changes.push(
        { type: 'DELETED', key, revision: at - 1, object: old },
        { type: 'ADDED', key, revision: at, object },
      )
    else if (old.metadata.resourceVersion !== object.metadata.resourceVersion)
      changes.push({ type: 'MODIFIED', key, revision: at, object, old })
  }
  for (const [key, object] of before) if (!now.has(key)) changes.push({ type: 'DELETED', key, revision, object })
  return changes
}
