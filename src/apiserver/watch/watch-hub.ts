import type { Clock } from '../../apimachinery/clock.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { Change } from '../../storage/store.ts'
import { ChangeHistory } from './change-history.ts'
import { type EventForm, EventFormer } from './event-form.ts'
import { Watcher, type Watching } from './watcher.ts'

interface Folder {
  history: ChangeHistory
  watchers: Set<Watcher>
}

/** The watches of a cluster: takes what has been committed, and tells those who watch. */
export class WatchHub {
  /** By the first part of the keys below /registry/. */
  private readonly folders = new Map<string, Folder>()
  private readonly formers = new WeakMap<Kind, Map<string, EventFormer>>()
  private revision: number
  private closed = false

  constructor(
    /** The revision of the cluster, before the first change that it is told of. */
    private readonly start: number,
    private readonly clock: Clock,
  ) {
    this.revision = start
  }

  /** Tells everybody of committed changes; `revision` is the cluster's after them. */
  publish(changes: readonly Change[], revision: number): void {
    this.revision = revision
    const told = new Set<Folder>()
    for (const change of changes) {
      const folder = this.folder(change.key)
      folder.history.push(change)
      told.add(folder)
    }
    for (const { watchers } of told) for (const watcher of watchers) watcher.wake()
  }

  /**
   * Watches what happens after a revision; undefined where too much has happened since to tell it (`oldestRevision` says from where on
   * it could be). `ended` is told when the watch is over.
   */
  watch(watching: Watching, ended?: (watcher: Watcher) => void): Watcher | undefined {
    const folder = this.folder(watching.prefix)
    const sequence = folder.history.after(watching.revision)
    if (sequence === undefined) return undefined
    const watcher = new Watcher(
      folder.history,
      sequence,
      watching,
      () => this.revision,
      self => {
        folder.watchers.delete(self)
        ended?.(self)
      },
    )
    folder.watchers.add(watcher)
    if (this.closed) watcher.end()
    return watcher
  }

  /** The oldest revision from which objects with a prefix can be watched. */
  oldestRevision(prefix: string): number {
    return this.folder(prefix).history.oldestRevision
  }

  /** What makes the events of a kind in some form. */
  former(kind: Kind, form: EventForm): EventFormer {
    const name = `${form.as} ${form.version} ${form.include}`
    const known = this.formers.get(kind)
    const former = known?.get(name) ?? new EventFormer(kind, form, this.clock)
    if (known) known.set(name, former)
    else this.formers.set(kind, new Map([[name, former]]))
    return former
  }

  /** Ends all watches, also those that begin from now on. */
  close(): void {
    this.closed = true
    for (const { watchers } of this.folders.values()) for (const watcher of [...watchers]) watcher.end()
  }

  private folder(key: string): Folder {
    const name = key.slice(0, key.indexOf('/', '/registry/'.length))
    let folder = this.folders.get(name)
    if (!folder) {
      folder = { history: new ChangeHistory(this.start), watchers: new Set() }
      this.folders.set(name, folder)
    }
    return folder
  }
}
