import type { KubeObject } from '../api/object.ts'
import { shallowCopy } from '../apimachinery/shallow-copy.ts'
import { ChangedKeys, type Folder } from './changed-keys.ts'
import { type IndexedStore, ObjectIndex } from './object-index.ts'
import type { StateDocument, StateText } from './state-document.ts'
import type { StateHeader } from './state-header.ts'
import { keyOrder, sortKeys } from './state-keys.ts'
import type { Change, IndexDefinition, WriteStore } from './store.ts'

/** How much had been written at some moment. */
export interface Savepoint {
  undo: number
  log: number
}

/** Keys and values over a state document: what has been read and what has been changed since stays in memory. */
export class TransactionalStore implements WriteStore, IndexedStore {
  /** What was changed (null: removed) and is not in the document yet. */
  private changed = new Map<string, object | null>()
  private readonly changedKeys = new ChangedKeys<ObjectIndex>()
  /** What has been listed, until something below that prefix changes. */
  private readonly lists = new Map<string, readonly KubeObject[]>()
  private listsMade = 0
  private readonly loaded = new Map<string, object>()
  private readonly indexes: ObjectIndex[] = []
  /** How to go back, as far as the store has not been settled. */
  private undo: { key: string; was: object | undefined; before: object | null | undefined; revision: number }[] = []
  /** What has happened to objects, as far as the store has not been settled; and where in it the next `takeChanges` begins. */
  private log: Change[] = []
  private taken = 0
  /** How much of either has been settled. */
  private settled: Savepoint = { undo: 0, log: 0 }
  private lastRevision: number

  constructor(
    private stored: StateDocument,
    private readonly indexDefinitions: Readonly<Record<string, IndexDefinition>>,
  ) {
    this.lastRevision = stored.header.resourceVersion
  }

  /** What is changed is not in it yet. */
  get document(): StateDocument {
    return this.stored
  }

  get revision(): number {
    return this.lastRevision
  }

  get dirty(): boolean {
    return this.changed.size > 0
  }

  get(key: string): KubeObject | undefined {
    return this.value(key) as KubeObject | undefined
  }

  /** A value that need not be an API object. */
  value(key: string): object | undefined {
    return this.valueAfter(this.changed.get(key), key)
  }

  /** The value of a key of which `changed` knows this much. */
  private valueAfter(change: object | null | undefined, key: string): object | undefined {
    if (change !== undefined) return change ?? undefined
    const known = this.loaded.get(key)
    if (known) return known
    const line = this.document.find(key)
    return line < 0 ? undefined : this.load(key, line)
  }

  list(prefix: string): readonly KubeObject[] {
    let objects = this.lists.get(prefix)
    if (!objects) {
      objects = this.readList(prefix)
      this.lists.set(prefix, objects)
      this.listsMade++
    }
    return objects
  }

  private readList(prefix: string): KubeObject[] {
    const { from, to } = this.document.range(prefix)
    const fresh = sortKeys(this.changedBelow(prefix))
    const found: KubeObject[] = []
    if (fresh.length === 0) {
      for (let i = from; i < to; i++) found.push(this.load(this.document.key(i), i) as KubeObject)
      return found
    }
    for (const key of this.mergeKeys(from, to, fresh)) found.push(this.get(key)!)
    return found
  }

  keys(prefix: string): string[] {
    const { from, to } = this.document.range(prefix)
    return this.mergeKeys(from, to, sortKeys(this.changedBelow(prefix)))
  }

  byIndex(prefix: string, index: string, value: string): KubeObject[] {
    return this.index(prefix, index)
      .find(value)
      .map(key => this.get(key)!)
  }

  put(key: string, object: KubeObject): KubeObject {
    const own = shallowCopy(object)
    own.metadata = shallowCopy(object.metadata)
    return this.putOwn(key, own)
  }

  putOwn(key: string, object: KubeObject): KubeObject {
    object.metadata.resourceVersion = String(this.lastRevision + 1)
    this.write(key, object)
    return object
  }

  delete(key: string): void {
    if (this.value(key) !== undefined) this.write(key, undefined)
  }

  /** Writes a value that is not an API object: it has no resource version and nobody is told. */
  putValue(key: string, value: object | undefined): void {
    const before = this.changed.get(key)
    // what its owner changes in place is put again and again
    if (value !== undefined && before === value) return
    const folder = this.changedKeys.folder(key)
    this.change(key, folder, this.valueAfter(before, key), before, value ?? null)
  }

  /** A point to come back to with `rollback`, until the store is settled beyond it. */
  savepoint(): Savepoint {
    return { undo: this.settled.undo + this.undo.length, log: this.settled.log + this.log.length }
  }

  /** Undoes everything since the savepoint. */
  rollback(point: Savepoint): void {
    const left = point.undo - this.settled.undo
    while (this.undo.length > left) {
      const { key, was, before, revision } = this.undo.pop()!
      const now = this.value(key)
      const folder = this.changedKeys.folder(key)
      this.reindex(key, folder, now as KubeObject | undefined, was as KubeObject | undefined)
      if (before !== undefined) this.changed.set(key, before)
      else {
        this.changed.delete(key)
        this.changedKeys.removeLast(folder, key)
      }
      this.forgetLists(folder)
      this.lastRevision = revision
    }
    this.log.length = point.log - this.settled.log
    this.taken = Math.min(this.taken, this.log.length)
  }

  /** The changes since this was last asked, in order. */
  takeChanges(): Change[] {
    const changes = this.log.slice(this.taken)
    this.taken = this.log.length
    return changes
  }

  /** What has happened from where the store is settled to a savepoint: to objects, and the keys of everything that was written. */
  unsettled(point: Savepoint): { changes: Change[]; keys: Set<string> } {
    const keys = new Set<string>()
    for (const { key } of this.undo.slice(0, point.undo - this.settled.undo)) keys.add(key)
    return { changes: this.log.slice(0, point.log - this.settled.log), keys }
  }

  /** Whether anything has been written that is not settled. */
  get isUnsettled(): boolean {
    return this.undo.length > 0 || this.log.length > 0
  }

  /** Undoes everything that is not settled. */
  rollbackUnsettled(): void {
    this.rollback(this.settled)
  }

  /** What was before the savepoint is for good. */
  settle(point: Savepoint): void {
    const { log } = this.settled
    this.undo = this.undo.slice(point.undo - this.settled.undo)
    this.log = this.log.slice(point.log - log)
    this.taken = Math.max(0, this.taken - (point.log - log))
    this.settled = point
  }

  /** The document with all changes in it. `wake` is the header's; as it was when left out. */
  toDocument(wake?: number): StateDocument {
    return this.document.with(this.changed, this.headerAt(wake))
  }

  /** The text of such a document, to be written before anything else changes. */
  toText(wake?: number): StateText {
    return this.document.changed(this.changed, this.headerAt(wake))
  }

  private headerAt(wake = this.document.header.wake): StateHeader {
    return { ...this.document.header, resourceVersion: this.lastRevision, wake }
  }

  /** Told once a document from `toDocument` is on disk: what was changed is now what was read. */
  committed(document: StateDocument): void {
    for (const [key, value] of this.changed) {
      if (value) this.loaded.set(key, value)
      else this.loaded.delete(key)
    }
    this.stored = document
    for (const index of this.indexes) index.forgetSearches()
    this.changed = new Map()
    this.changedKeys.clear()
    this.settled = { ...this.settled, undo: this.settled.undo + this.undo.length }
    this.undo = []
  }

  private write(key: string, stored: KubeObject | undefined): void {
    const before = this.changed.get(key)
    const old = this.valueAfter(before, key) as KubeObject | undefined
    const folder = this.changedKeys.folder(key)
    this.change(key, folder, old, before, stored ?? null)
    this.lastRevision++
    this.reindex(key, folder, old, stored)
    const revision = this.lastRevision
    const type = stored === undefined ? 'DELETED' : old === undefined ? 'ADDED' : 'MODIFIED'
    // always the same fields: whoever is told is told thousands of times
    this.log.push({ type, key, revision, object: (stored ?? old)!, old: stored && old })
  }

  /** Sets what is known of a key in `changed`, in which `before` was known of it; its value was `was`. */
  private change(
    key: string,
    folder: Folder<ObjectIndex>,
    was: object | undefined,
    before: object | null | undefined,
    value: object | null,
  ): void {
    this.undo.push({ key, was, before, revision: this.lastRevision })
    if (before === undefined) this.changedKeys.add(folder, key)
    this.changed.set(key, value)
    this.forgetLists(folder)
  }

  private forgetLists(folder: Folder<ObjectIndex>): void {
    if (folder.listsForgotten === this.listsMade) return
    for (const prefix of this.lists.keys()) if (folder.path.startsWith(prefix)) this.lists.delete(prefix)
    folder.listsForgotten = this.listsMade
  }

  /** The value of the document's line of a key, which is parsed once. */
  load(key: string, line: number): object {
    const known = this.loaded.get(key)
    if (known) return known
    const value = this.document.value(line)
    this.loaded.set(key, value)
    return value
  }

  isLoaded(key: string): boolean {
    return this.loaded.has(key)
  }

  isChanged(key: string): boolean {
    return this.changed.has(key)
  }

  changedBelow(prefix: string): string[] {
    return this.changedKeys.below(prefix)
  }

  /** The document's keys of lines [from, to) and the changed ones, in order, without the removed ones. */
  private mergeKeys(from: number, to: number, changed: string[]): string[] {
    const keys: string[] = []
    let next = 0
    for (let i = from; i < to; i++) {
      const key = this.document.key(i)
      while (next < changed.length && keyOrder(changed[next]!, key) < 0) keys.push(changed[next++]!)
      if (changed[next] === key) next++
      keys.push(key)
    }
    while (next < changed.length) keys.push(changed[next++]!)
    return changed.length ? keys.filter(key => this.changed.get(key) !== null) : keys
  }

  private index(prefix: string, name: string): ObjectIndex {
    const known = this.indexes.find(i => i.name === name && i.prefix === prefix)
    if (known) return known
    const index = new ObjectIndex(name, prefix, this.indexDefinitions[name]!, this)
    this.indexes.push(index)
    this.changedKeys.forgetIndexes()
    return index
  }

  private reindex(
    key: string,
    folder: Folder<ObjectIndex>,
    old: KubeObject | undefined,
    object: KubeObject | undefined,
  ): void {
    folder.indexes ??= this.indexes.filter(index => folder.path.startsWith(index.prefix))
    for (const index of folder.indexes) index.reindex(key, old, object)
  }
}
