import { sha256 } from '../storage/checksum.ts'
import { StateFileError } from '../storage/errors.ts'
import { encodeRecord, Journal } from '../storage/journal.ts'
import type { StateFile } from '../storage/state-file.ts'
import type { Change } from '../storage/store.ts'
import type { Savepoint, TransactionalStore } from '../storage/transactional-store.ts'

/** A journal is not folded into the state file before it is as large as this (bytes), however small the file is. */
const SMALLEST_FOLD = 1_000_000

/** What the queue has to do with. */
export interface CommitTargets {
  store: TransactionalStore
  file: StateFile
  /** When a controller next has something to do (ms since 1970). */
  wake(): number
  /** Told that what the store holds now is being written: none of it may be changed in place any more. */
  captured(): void
  /** Told of what is on disk now. */
  committed(changes: readonly Change[]): void
  /** Told that what was not on disk yet has been undone, because it could not be written. */
  undone(): void
}

/** A commit that waits for the disk. */
interface Running {
  /** Up to where it brings the store's writes to disk. */
  covers: Savepoint
  promise: Promise<void>
}

/**
 * Brings what the store has taken to disk. While one commit waits for the disk, others go on in memory and are then written
 * together with one sync (group commit). What a commit writes is in proportion to what it changes: it is added to a journal, and only
 * when that has grown as large as the state file are both made one.
 */
export class CommitQueue {
  private readonly journal: Journal
  private base = ''
  private started = false
  /** The journal's size at which it is folded into the state file. */
  private foldAt = 0
  private running: Running | undefined
  private next: Promise<void> | undefined
  /** Counts how often what was not on disk has been undone. */
  private epoch = 0
  private failure: unknown

  constructor(private readonly targets: CommitTargets) {
    this.journal = new Journal(targets.file.journalPath)
  }

  /** Resolves when all that the store holds now is on disk. Throws StateFileError where it cannot be written: it has been undone then. */
  async durable(): Promise<void> {
    const { epoch } = this
    await this.covering(this.targets.store.savepoint())
    if (this.epoch !== epoch) throw this.failure
  }

  /** Writes the whole state file anew, with all that the store holds; nothing may be under way. Throws StateFileError. */
  fold(): void {
    const { store, file, wake } = this.targets
    const document = store.toDocument(wake())
    file.write(document)
    this.started = false
    store.committed(document)
    this.settle(store.savepoint())
    const pieces = document.pieces()
    this.base = sha256(pieces)
    this.foldAt = Math.max(
      SMALLEST_FOLD,
      pieces.reduce((sum, piece) => sum + piece.length, 0),
    )
    this.startJournal()
  }

  /** Brings everything to the state file alone; no more commits may come. Throws StateFileError. */
  async close(): Promise<void> {
    await this.durable()
    this.fold()
    this.journal.remove()
  }

  private covering(point: Savepoint): Promise<void> | undefined {
    if (this.running && this.running.covers.undo >= point.undo) return this.running.promise
    if (!this.running && !this.targets.store.isUnsettled) return undefined
    this.next ??= (this.running?.promise ?? untilRequestsAreRead()).catch(() => {}).then(() => this.commit())
    return this.next
  }

  private commit(): Promise<void> {
    this.next = undefined
    const running: Running = { covers: this.targets.store.savepoint(), promise: Promise.resolve() }
    this.running = running
    running.promise = this.write(running)
    return running.promise
  }

  private async write(running: Running): Promise<void> {
    const { store, wake } = this.targets
    const point = running.covers
    try {
      if (!store.isUnsettled) return
      this.targets.captured()
      if (this.journal.size >= this.foldAt && this.tryFold()) return
      this.startJournal()
      const objects: Record<string, object | null> = {}
      for (const key of store.unsettled(point).keys) objects[key] = store.value(key) ?? null
      await this.journal.append(encodeRecord({ resourceVersion: store.revision, wake: wake(), objects }))
      this.settle(point)
    } catch (error) {
      this.undo(error)
    } finally {
      if (this.running === running) this.running = undefined
    }
  }

  private startJournal(): void {
    if (this.started) return
    this.journal.start(this.base)
    this.started = true
  }

  /** A file that cannot be written now is left for later: the journal is as good. */
  private tryFold(): boolean {
    try {
      this.fold()
      return true
    } catch (error) {
      if (!(error instanceof StateFileError)) throw error
      this.foldAt = 2 * this.journal.size
      return false
    }
  }

  private settle(point: Savepoint): void {
    const { store, committed } = this.targets
    const { changes } = store.unsettled(point)
    store.settle(point)
    committed(changes)
  }

  /** Nobody has been told of what could not be written, so it goes; also what came on top of it meanwhile. */
  private undo(error: unknown): void {
    const { store, undone } = this.targets
    // it counts on savepoints that are no more
    this.running = undefined
    this.epoch++
    this.failure = error
    store.rollbackUnsettled()
    undone()
  }
}

/** Requests that arrive together are read in one round of the event loop: they share a commit. */
const untilRequestsAreRead = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
