import type { KubeObject } from '../api/object.ts'
import type { StateDocument } from './state-document.ts'
import { sortKeys } from './state-keys.ts'
import type { IndexDefinition } from './store.ts'

/** What an index sees of the store that it is over. */
export interface IndexedStore {
  readonly document: StateDocument
  /** Whether the value at a key is not the document's any more. */
  isChanged(key: string): boolean
  /** The keys below a prefix that have changed, in no order. */
  changedBelow(prefix: string): readonly string[]
  /** Whether the object at a key has been parsed already. */
  isLoaded(key: string): boolean
  /** The document's object at a key and line. */
  load(key: string, line: number): object
  get(key: string): KubeObject | undefined
}

const NONE: readonly string[] = []

/** To look for a few values in the document's bytes is quicker than to enter every object; for more it is not. */
const MAX_SEARCHES = 4
/** So many changed objects may be looked through at each search. */
const MAX_CHANGED = 64

/** One index over the objects whose keys start with a prefix: which of them have a value. */
export class ObjectIndex {
  /** By value, the keys of the objects that have it; made when looking for single values does not pay any more. */
  private keys: Map<string, Set<string>> | undefined
  /** By value, what `find` has given since anything last came or went under it. */
  private readonly sorted = new Map<string, readonly string[]>()
  /** How often something has been looked for without `keys`: whoever goes on and on has paid for them. */
  private finds = 0
  /** By value, the keys of the document's objects that have it, as long as there is no `keys`. */
  private searched = new Map<string, readonly string[]>()

  constructor(
    readonly name: string,
    readonly prefix: string,
    private readonly definition: IndexDefinition,
    private readonly store: IndexedStore,
  ) {}

  /** The keys of the objects that have a value, in order. */
  find(value: string): readonly string[] {
    const found = this.keys ? undefined : this.search(value)
    if (found) return found
    this.keys ??= this.enterAll()
    const keys = this.keys.get(value)
    if (!keys || keys.size === 0) return NONE
    let sorted = this.sorted.get(value)
    if (!sorted) {
      sorted = sortKeys([...keys])
      this.sorted.set(value, sorted)
    }
    return sorted
  }

  /** To be told of every change of an object below the prefix. */
  reindex(key: string, old: KubeObject | undefined, object: KubeObject | undefined): void {
    const { keys, definition } = this
    if (!keys || (old && object && definition.source(old) === definition.source(object))) return
    const before = old ? definition.values(old) : []
    const after = object ? definition.values(object) : []
    for (const value of before) {
      if (after.includes(value)) continue
      keys.get(value)?.delete(key)
      this.sorted.delete(value)
    }
    for (const value of after) {
      if (before.includes(value)) continue
      addTo(keys, value, key)
      this.sorted.delete(value)
    }
  }

  /** To be told when the store's document is another one: what was found in the bytes of the old one may not be in it. */
  forgetSearches(): void {
    this.searched = new Map()
  }

  /** What a search of the document finds; undefined where the index is the better way. */
  private search(value: string): readonly string[] | undefined {
    const text = this.definition.textOf?.(value)
    if (text === undefined || !SEARCHABLE.test(text)) return undefined
    if (!this.searched.has(value) && this.searched.size === MAX_SEARCHES) return undefined
    const { store } = this
    const { from, to } = store.document.range(this.prefix)
    if (++this.finds > MAX_CHANGED + to - from) return undefined
    const changed = store.changedBelow(this.prefix)
    if (changed.length > MAX_CHANGED) return undefined
    let found = this.searched.get(value)
    if (!found) {
      found = this.searchDocument(value, text)
      this.searched.set(value, found)
    }
    if (changed.length === 0) return found
    const added = changed.filter(key => {
      const object = store.get(key)
      return object !== undefined && this.definition.values(object).includes(value)
    })
    return sortKeys([...found.filter(key => !store.isChanged(key)), ...added])
  }

  private searchDocument(value: string, text: string): readonly string[] {
    const { document } = this.store
    const { from, to } = document.range(this.prefix)
    const found: string[] = []
    for (const line of document.linesWith(text, from, to)) {
      const key = document.key(line)
      if (this.valuesOf(key, line).includes(value)) found.push(key)
    }
    return found
  }

  private enterAll(): Map<string, Set<string>> {
    const { definition, prefix, store } = this
    const { document } = store
    const keys = new Map<string, Set<string>>()
    const enter = (line: number) => {
      const key = document.key(line)
      if (store.isChanged(key)) return
      for (const value of this.valuesOf(key, line)) addTo(keys, value, key)
    }
    const { from, to } = document.range(prefix)
    if (definition.raw) for (const line of document.linesWith(definition.raw.text, from, to)) enter(line)
    else for (let line = from; line < to; line++) enter(line)
    for (const key of store.changedBelow(prefix)) {
      const object = store.get(key)
      if (object) for (const value of definition.values(object)) addTo(keys, value, key)
    }
    return keys
  }

  /** The values of the document's object at a line. */
  private valuesOf(key: string, line: number): readonly string[] {
    const { definition, store } = this
    const { raw } = definition
    const known = raw && !store.isLoaded(key) ? raw.values(store.document.raw(line)) : undefined
    return known ?? definition.values(store.load(key, line) as KubeObject)
  }
}

/** What stands in JSON as it is, in quotes or not. */
const SEARCHABLE = /^"?[ !#-[\]-~]*"?$/

/** Enters a key under a value. */
function addTo(index: Map<string, Set<string>>, value: string, key: string): void {
  const keys = index.get(value)
  if (keys) keys.add(key)
  else index.set(value, new Set([key]))
}
