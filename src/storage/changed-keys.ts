/** What is known about the keys that lie in one folder ("/registry/pods/default/"). */
export class Folder<I> {
  /** The changed keys, in the order in which they were changed first. */
  readonly changed: string[] = []
  /** The indexes that the keys are in, once somebody has asked. */
  indexes: readonly I[] | undefined
  /** How many lists had been made when those with this folder's objects were forgotten. */
  listsForgotten = 0

  constructor(readonly path: string) {}
}

/** So many folders are recognized without looking them up: changes come from a few of them in turns. */
const RECENT = 8

/** The keys that have been changed, by the folders that they lie in. */
export class ChangedKeys<I> {
  private readonly folders = new Map<string, Folder<I>>()
  private recent: Folder<I>[] = []
  /** Keys with a dot in their name also by what stands before the last one ("/registry/events/default/web."). */
  private readonly stems = new Map<string, string[]>()

  /** The folder of a key. */
  folder(key: string): Folder<I> {
    const length = key.lastIndexOf('/') + 1
    for (const folder of this.recent) if (folder.path.length === length && key.startsWith(folder.path)) return folder
    const path = key.slice(0, length)
    let folder = this.folders.get(path)
    if (!folder) {
      folder = new Folder(path)
      this.folders.set(path, folder)
    }
    this.recent = [folder, ...this.recent.slice(0, RECENT - 1)]
    return folder
  }

  add(folder: Folder<I>, key: string): void {
    folder.changed.push(key)
    const stem = stemOf(key)
    if (stem === '') return
    const keys = this.stems.get(stem)
    if (keys) keys.push(key)
    else this.stems.set(stem, [key])
  }

  /** Takes back what was added last of all that has not been taken back. */
  removeLast(folder: Folder<I>, key: string): void {
    folder.changed.pop()
    this.stems.get(stemOf(key))?.pop()
  }

  /** The keys that begin with a prefix, which ends with a slash, or (a part of a name) a dot; in no order. */
  below(prefix: string): string[] {
    if (prefix.endsWith('.')) return [...(this.stems.get(prefix) ?? [])]
    const found: string[] = []
    for (const { path, changed } of this.folders.values())
      if (path.startsWith(prefix)) for (const key of changed) found.push(key)
    return found
  }

  /** Forgets all keys. */
  clear(): void {
    for (const folder of this.folders.values()) folder.changed.length = 0
    this.stems.clear()
  }

  /** To be called when there is another index: which folders it is about is to be found out. */
  forgetIndexes(): void {
    for (const folder of this.folders.values()) folder.indexes = undefined
  }
}

/** The key up to the last dot of its name; '' where there is none. */
function stemOf(key: string): string {
  const dot = key.lastIndexOf('.')
  return dot > key.lastIndexOf('/') ? key.slice(0, dot + 1) : ''
}
