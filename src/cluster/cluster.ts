import { LowSync } from 'lowdb'
import { type ApiResource, resources } from '../api/discovery.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import type { CustomResourceDefinition } from '../api/types.gen.ts'
import { type Clock, systemClock } from '../apimachinery/clock.ts'
import { type Random, systemRandom } from '../apimachinery/random.ts'
import { StatusError } from '../apimachinery/status.ts'
import { isPlainRead, read } from '../apiserver/read.ts'
import type { Environment } from '../apiserver/registry/request-context.ts'
import { indexDefinitions } from '../controllers/indexes.ts'
import { DEFINITIONS_PREFIX } from '../kinds/customresource/definitions.ts'
import type { UserInfo } from '../kinds/kind.ts'
import { KindRegistry } from '../kinds/registry.ts'
import { StateFileError } from '../storage/errors.ts'
import { WriteLock } from '../storage/lock.ts'
import { StateDocument, type StateText } from '../storage/state-document.ts'
import { followLinks, StateFile } from '../storage/state-file.ts'
import { TransactionalStore } from '../storage/transactional-store.ts'
import type { StateWatch } from './state-watch.ts'
import type { WritePath } from './write-path.ts'

export interface ClusterOptions {
  /** The state file. It need not exist yet. */
  path: string
  clock?: Clock
  random?: Random
  /** Somebody else has the state file for their own and keeps the cluster up to date: it can only be read. */
  readOnly?: boolean
}

/**
 * One cluster, opened from its state file. Reads see the file as it was last loaded; the first write takes the lock and loads it
 * again if somebody else has written. Every write leaves the state at a fixpoint of the controllers. Nothing is on disk before
 * `flush`, and nobody may be told of a write before it.
 */
export class Cluster {
  private readonly file: StateFile
  private readonly db: LowSync<StateText>
  private readonly lock: WriteLock
  private readonly clock: Clock
  private readonly random: Random
  private readonly readOnly: boolean
  private readonly kinds = new KindRegistry()
  private store: TransactionalStore | undefined
  private version = ''
  /** When something becomes due next (ms since 1970), 0 for never. */
  private wake = 0
  private writePath: WritePath | undefined
  private watches: StateWatch | undefined

  constructor(options: ClusterOptions) {
    const path = followLinks(options.path)
    this.file = new StateFile(path)
    this.db = new LowSync<StateText>(this.file, StateDocument.empty())
    this.lock = new WriteLock(`${path}.lock`)
    this.clock = options.clock ?? systemClock
    this.random = options.random ?? systemRandom
    this.readOnly = options.readOnly ?? false
  }

  /** Answers one API request. Throws StatusError for what the API refuses, StateFileError where the file cannot be used. */
  async request(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    if (isPlainRead(request)) {
      const store = await this.current()
      return read(this.environment(store), request, user)
    }
    const { store, path } = await this.writable()
    await this.kinds.loadCustom()
    try {
      return path.write(request, user)
    } catch (error) {
      if (!(error instanceof StatusError)) this.forget()
      throw error
    } finally {
      store.settle(store.savepoint())
    }
  }

  /** Answers a watch: whenever the state file has changed, or something has become due, who watches is told. Throws StatusError. */
  async watch(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    if (!this.watches) {
      const { StateWatch } = await import('./state-watch.ts')
      this.watches = new StateWatch({
        path: this.file.path,
        known: async () => this.environment(await this.current()),
        current: async () => {
          this.refresh()
          return this.environment(await this.current())
        },
      })
    }
    return this.watches.watch(request, user)
  }

  /** The resources that the cluster serves, in the order of discovery: the built-in ones, then its custom ones. */
  async resources(): Promise<readonly ApiResource[]> {
    const definitions = (await this.current()).list(DEFINITIONS_PREFIX)
    if (definitions.length === 0) return resources()
    const { customResources } = await import('../kinds/customresource/discovery.ts')
    return [...resources(), ...customResources(definitions as CustomResourceDefinition[])]
  }

  /** What lies in the state beside the API's objects: by its key below /kubette/. */
  async value<T>(key: string): Promise<T | undefined> {
    return (await this.current()).value(key) as T | undefined
  }

  async putValue(key: string, value: object): Promise<void> {
    const { store } = await this.writable()
    store.putValue(key, value)
  }

  /** Changes what lies at a key, as it is when nobody else can write. Throws what `change` throws. */
  async changeValue<T extends object>(key: string, change: (value: T | undefined) => T): Promise<void> {
    const { store } = await this.writable()
    store.putValue(key, change(store.value(key) as T | undefined))
  }

  /** Writes what has changed to disk, durably, and lets other writers in. */
  flush(): void {
    const { store } = this
    if (!this.lock.held || !store) return
    try {
      if (store.dirty) {
        this.db.data = store.toText(this.writePath?.wake())
        this.db.write()
        // the few who look once more read it again; until then nothing of it stays in memory
        this.db.data = StateDocument.empty()
        this.store = undefined
        this.writePath = undefined
      }
      this.version = this.file.version()
    } finally {
      this.lock.release()
    }
  }

  /** Reads again what others may have written since, or what has become due; to be called before looking at the cluster once more. */
  refresh(): void {
    if (this.lock.held || (this.version === this.file.version() && !isPast(this.wake, this.clock))) return
    this.store = undefined
    this.writePath = undefined
  }

  private forget(): void {
    this.store = undefined
    this.writePath = undefined
    this.lock.release()
  }

  /** Replaces the whole cluster by a document (kubette cluster reset, import). */
  async replace(document: StateDocument): Promise<void> {
    this.file.makeFolder()
    await this.lock.acquire()
    try {
      this.db.data = document
      this.db.write()
    } finally {
      this.lock.release()
    }
    this.store = undefined
    this.writePath = undefined
  }

  /** How large the cluster is: by the folder that keys lie in below /registry/. */
  async counts(): Promise<{ bytes: number; resourceVersion: number; objects: Record<string, number> }> {
    const document = await this.document()
    const objects: Record<string, number> = {}
    for (let i = 0; i < document.size; i++) {
      const key = document.key(i)
      if (!key.startsWith('/registry/')) continue
      const parts = key.split('/').slice(2)
      const folder = parts[0] === 'services' ? `services/${parts[1]}` : parts[0]!
      objects[folder] = (objects[folder] ?? 0) + 1
    }
    return {
      bytes: document.pieces().reduce((sum, piece) => sum + piece.length, 0),
      resourceVersion: document.header.resourceVersion,
      objects,
    }
  }

  /** The whole cluster as one document. */
  async document(): Promise<StateDocument> {
    const store = await this.current()
    return store.toDocument(this.writePath?.wake())
  }

  /** The state for a read: loaded when first wanted, made where there is none, brought up to date where time has passed. */
  private async current(): Promise<TransactionalStore> {
    if (this.store) return this.store
    const document = this.load()
    const isCurrent = this.readOnly || !isDue(document, this.clock)
    if (document && document.header.resourceVersion > 0 && isCurrent) return this.use(document)
    try {
      await this.writable()
      this.flush()
      return this.store ?? this.use(this.load() ?? StateDocument.empty())
    } catch (error) {
      // whoever may not write can still read what was there, though it is not up to date
      if (!(error instanceof StateFileError) || !document || document.header.resourceVersion === 0) throw error
      return this.use(document)
    }
  }

  private async writable(): Promise<{ store: TransactionalStore; path: WritePath }> {
    if (this.readOnly)
      throw new StateFileError(`${this.file.path} is being served by \`kubette serve\`: stop that first`)
    if (!this.lock.held) {
      this.file.makeFolder()
      await this.lock.acquire()
      if (!this.store || this.version !== this.file.version()) {
        const document = this.load()
        this.use(document ?? StateDocument.empty())
      }
    }
    const store = this.store!
    if (!this.writePath) {
      const { openWritePath } = await import('./write-path.ts')
      await this.kinds.loadAll()
      this.writePath = openWritePath(this.environment(store), store)
      // what has become due since, and everything that makes a new cluster
      this.writePath.reconcile()
    }
    return { store, path: this.writePath }
  }

  private load(): StateDocument | null {
    this.version = this.file.version()
    return this.file.read()
  }

  private use(document: StateDocument): TransactionalStore {
    this.store = new TransactionalStore(document, indexDefinitions)
    this.kinds.bind(this.store)
    this.wake = document.header.wake
    this.writePath = undefined
    return this.store
  }

  private environment(store: TransactionalStore): Environment {
    return { store, kinds: this.kinds, clock: this.clock, random: this.random }
  }
}

function isDue(document: StateDocument | null, clock: Clock): boolean {
  return isPast(document?.header.wake ?? 0, clock)
}

function isPast(wake: number, clock: Clock): boolean {
  return wake !== 0 && wake <= clock.now().getTime()
}
