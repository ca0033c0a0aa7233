import type { KubeObject } from '../api/object.ts'
import { keyOrder, type StateDocument, type StateHeader, sortKeys } from './state-document.ts'
import type { Change, IndexFunction, WriteStore } from './store.ts'

/** Keys and values over a state document: what has been read and what has been changed since stays in memory. */
export class TransactionalStore implements WriteStore {
  /** What was changed (undefined: removed) and is not in the document yet. */
  private changed = new Map<string, object | undefined>()
  /** The keys of `changed`, by the folder that they lie in ("/registry/pods/default/"). */
  private folders = new Map<string, Set<string>>()
  private readonly loaded = new Map<string, object>()
  private readonly indexes = new Map<string, Map<string, Set<string>>>()
  private readonly undo: { key: string; was: object | undefined; wasChanged: boolean; revision: number }[] = []
  private log: Change[] = []
  private lastRevision: number

  constructor(
    private document: StateDocument,
    private readonly indexFunctions: Readonly<Record<string, IndexFunction>>,
  ) {
    this.lastRevision = document.header.resourceVersion
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
    if (this.changed.has(key)) return this.changed.get(key)
    const known = this.loaded.get(key)
    if (known) return known
    const line = this.document.find(key)
    return line < 0 ? undefined : this.load(key, line)
  }

  list(prefix: string): KubeObject[] {
    const { from, to } = this.document.range(prefix)
    const fresh = this.changedBelow(prefix)
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
    return this.mergeKeys(from, to, this.changedBelow(prefix))
  }

  byIndex(prefix: string, index: string, value: string): KubeObject[] {
    const keys = this.index(prefix, index).get(value)
    return keys ? sortKeys([...keys]).map(key => this.get(key)!) : []
  }

  put(key: string, object: KubeObject): KubeObject {
    const stored: KubeObject = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.lastRevision + 1) },
    }
    this.write(key, stored)
    return stored
  }

  delete(key: string): void {
    if (this.value(key) !== undefined) this.write(key, undefined)
  }

  /** Writes a value that is not an API object: it has no resource version and nobody is told. */
  putValue(key: string, value: object | undefined): void {
    this.remember(key)
    this.setChanged(key, value)
  }

  /** A point to come back to with `rollback`. */
  savepoint(): { undo: number; log: number } {
    return { undo: this.undo.length, log: this.log.length }
  }

  /** Undoes everything since the savepoint. */
  rollback(point: { undo: number; log: number }): void {
    while (this.undo.length > point.undo) {
      const { key, was, wasChanged, revision } = this.undo.pop()!
      const now = this.value(key)
      this.reindex(key, now as KubeObject | undefined, was as KubeObject | undefined)
      if (wasChanged) this.setChanged(key, was)
      else {
        this.changed.delete(key)
        this.folders.get(folderOf(key))?.delete(key)
      }
      this.lastRevision = revision
    }
    this.log.length = point.log
  }

  /** The changes since this was last asked, in order. */
  takeChanges(): Change[] {
    const changes = this.log
    this.log = []
    return changes
  }

  /** The document with all changes in it. `wake` is the header's; as it was when left out. */
  toDocument(wake = this.document.header.wake): StateDocument {
    const header: StateHeader = { ...this.document.header, resourceVersion: this.lastRevision, wake }
    return this.document.with(this.changed, header)
  }

  /** Told once a document from `toDocument` is on disk: what was changed is now what was read. */
  committed(document: StateDocument): void {
    for (const [key, value] of this.changed) {
      if (value === undefined) this.loaded.delete(key)
      else this.loaded.set(key, value)
    }
    this.document = document
    this.changed = new Map()
    this.folders = new Map()
    this.undo.length = 0
  }

  private write(key: string, stored: KubeObject | undefined): void {
    const old = this.get(key)
    this.remember(key)
    this.lastRevision++
    this.setChanged(key, stored)
    this.reindex(key, old, stored)
    if (stored === undefined) this.log.push({ type: 'DELETED', key, object: old! })
    else if (old === undefined) this.log.push({ type: 'ADDED', key, object: stored })
    else this.log.push({ type: 'MODIFIED', key, object: stored, old })
  }

  private remember(key: string): void {
    const wasChanged = this.changed.has(key)
    this.undo.push({ key, was: this.value(key), wasChanged, revision: this.lastRevision })
  }

  private setChanged(key: string, value: object | undefined): void {
    this.changed.set(key, value)
    const folder = folderOf(key)
    const keys = this.folders.get(folder)
    if (keys) keys.add(key)
    else this.folders.set(folder, new Set([key]))
  }

  private load(key: string, line: number): object {
    const known = this.loaded.get(key)
    if (known) return known
    const value = this.document.value(line)
    this.loaded.set(key, value)
    return value
  }

  private changedBelow(prefix: string): string[] {
    const found: string[] = []
    for (const [folder, keys] of this.folders) if (folder.startsWith(prefix)) found.push(...keys)
    return sortKeys(found)
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
    return changed.length ? keys.filter(key => !this.changed.has(key) || this.changed.get(key) !== undefined) : keys
  }

  private index(prefix: string, name: string): Map<string, Set<string>> {
    const id = `${name} ${prefix}`
    let index = this.indexes.get(id)
    if (index) return index
    index = new Map()
    this.indexes.set(id, index)
    const values = this.indexFunctions[name]!
    for (const key of this.keys(prefix)) for (const value of values(this.get(key)!)) addTo(index, value, key)
    return index
  }

  private reindex(key: string, old: KubeObject | undefined, object: KubeObject | undefined): void {
    for (const [id, index] of this.indexes) {
      const [name, prefix] = id.split(' ') as [string, string]
      if (!key.startsWith(prefix)) continue
      const values = this.indexFunctions[name]!
      const before = old ? values(old) : []
      const after = object ? values(object) : []
      for (const value of before) if (!after.includes(value)) index.get(value)?.delete(key)
      for (const value of after) if (!before.includes(value)) addTo(index, value, key)
    }
  }
}

function addTo(index: Map<string, Set<string>>, value: string, key: string): void {
  const keys = index.get(value)
  if (keys) keys.add(key)
  else index.set(value, new Set([key]))
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}
