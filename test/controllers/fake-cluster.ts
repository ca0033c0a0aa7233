import type { KubeObject } from '../../src/api/object.ts'
import { fixedClock, formatTime } from '../../src/apimachinery/clock.ts'
import { equal } from '../../src/apimachinery/equality.ts'
import { generateName } from '../../src/apimachinery/names/generate.ts'
import { type Random, seededRandom } from '../../src/apimachinery/random.ts'
import { alreadyExists, conflict, notFound } from '../../src/apimachinery/status.ts'
import type { Controller, ControllerContext, EventInput } from '../../src/controllers/controller.ts'
import { indexDefinitions } from '../../src/controllers/indexes.ts'
import type { Change } from '../../src/storage/store.ts'

const MAX_TURNS = 2000

interface Stored extends KubeObject {
  spec?: unknown
  status?: unknown
}

/** A cluster in memory: what controllers see of an API server, and a loop that runs them to their fixpoint. */
export class FakeCluster implements ControllerContext {
  clock = fixedClock('2026-01-01T00:00:00Z')
  readonly random: Random
  readonly events: EventInput[] = []
  readonly timers = new Map<string, Date>()
  /** Refuses what it throws for. */
  beforeCreate: (resource: string, object: KubeObject) => void = () => {}
  /** Called after every change. */
  observe: () => void = () => {}
  private readonly objects = new Map<string, { resource: string; object: Stored }>()
  private changes: (Change & { resource: string })[] = []
  private revision = 0

  constructor(seed = 1) {
    this.random = seededRandom(seed)
  }

  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined {
    return this.objects.get(`${resource}/${namespace}/${name}`)?.object as T | undefined
  }

  list<T extends KubeObject>(resource: string, namespace = ''): T[] {
    return [...this.objects.values()]
      .filter(o => o.resource === resource && (namespace === '' || o.object.metadata.namespace === namespace))
      .map(o => o.object as KubeObject as T)
  }

  byIndex<T extends KubeObject>(resource: string, index: string, value: string): T[] {
    return this.list<T>(resource).filter(object => indexDefinitions[index]!.values(object).includes(value))
  }

  create<T extends KubeObject>(resource: string, object: T): T {
    this.beforeCreate(resource, object)
    const name = object.metadata.name ?? generateName(object.metadata.generateName!, this.random)
    if (this.get(resource, object.metadata.namespace ?? '', name)) throw alreadyExists({ group: '', resource }, name)
    const uid = this.random.uuid()
    const creationTimestamp = formatTime(this.clock.now())
    return this.put(resource, {
      ...object,
      metadata: { ...object.metadata, name, uid, creationTimestamp, generation: 1 },
    })
  }

  update<T extends KubeObject>(resource: string, object: T): T {
    const old = this.current(resource, object)
    const { status: _, ...rest } = object as Stored
    const generation = (old.metadata.generation ?? 0) + (equal((object as Stored).spec, old.spec) ? 0 : 1)
    return this.put(
      resource,
      { ...rest, status: old.status, metadata: { ...object.metadata, generation } } as Stored as T,
      old,
    )
  }

  updateStatus<T extends KubeObject>(resource: string, object: T): T {
    const old = this.current(resource, object)
    return this.put(resource, { ...object, spec: old.spec } as T, old)
  }

  delete(resource: string, namespace: string, name: string, options: { propagationPolicy?: string } = {}): void {
    const old = this.get<Stored>(resource, namespace, name)
    if (!old) throw notFound({ group: '', resource }, name)
    const finalizers = [...(old.metadata.finalizers ?? [])]
    if (options.propagationPolicy === 'Foreground') finalizers.push('foregroundDeletion')
    if (options.propagationPolicy === 'Orphan') finalizers.push('orphan')
    const isGraceful = resource === 'pods' && old.metadata.deletionTimestamp === undefined
    if (finalizers.length === 0 && !isGraceful) {
      this.remove(resource, old)
      return
    }
    const deletionTimestamp = formatTime(this.clock.now())
    this.put(
      resource,
      { ...old, metadata: { ...old.metadata, deletionTimestamp, ...(finalizers.length ? { finalizers } : {}) } },
      old,
    )
  }

  /** Only namespaces/finalize. */
  createSubresource(resource: string, namespace: string, name: string, _subresource: string, body: Stored): void {
    const old = this.get<Stored>(resource, namespace, name)!
    const { finalizers } = body.spec as { finalizers: string[] }
    if (finalizers.length === 0) this.remove(resource, old)
    else this.put(resource, { ...old, spec: { finalizers } }, old)
  }

  event(input: EventInput): void {
    this.events.push(input)
  }

  dependents(uid: string): { resource: string; object: KubeObject }[] {
    return [...this.objects.values()].filter(o => o.object.metadata.ownerReferences?.some(r => r.uid === uid))
  }

  getInternal<T>(): T | undefined {
    return undefined
  }

  putInternal(): void {}

  requeueAt(key: string, at: Date): void {
    this.timers.set(key, at)
  }

  /** Runs the controllers until none has work; the first that has some always goes first. Keys that are due are looked at as well. */
  run(controllers: readonly Controller[], due: Iterable<[controller: string, key: string]> = []): void {
    const queues = new Map<Controller, Set<string>>(controllers.map(c => [c, new Set()]))
    for (const [name, key] of due) queues.get(controllers.find(c => c.name === name)!)!.add(key)
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      for (const change of this.changes.splice(0))
        for (const [controller, queue] of queues)
          for (const resource of [change.resource, '*'])
            for (const key of controller.watches[resource]?.(change, this) ?? []) queue.add(key)
      const next = [...queues].find(([, queue]) => queue.size > 0)
      if (!next) return
      const keys = [...next[1]]
      next[1].clear()
      for (const key of keys) next[0].sync(key, this)
    }
    throw new Error('the controllers do not come to rest')
  }

  private current(resource: string, object: KubeObject): Stored {
    const old = this.get<Stored>(resource, object.metadata.namespace ?? '', object.metadata.name!)
    if (!old) throw notFound({ group: '', resource }, object.metadata.name!)
    if (object.metadata.resourceVersion !== old.metadata.resourceVersion)
      throw conflict({ group: '', resource }, object.metadata.name!, 'the object has been modified')
    return old
  }

  private put<T extends Stored>(resource: string, object: T, old?: Stored): T {
    if (old && equal(object, old)) return old as T
    if (
      old &&
      object.metadata.deletionTimestamp !== undefined &&
      !object.metadata.finalizers?.length &&
      resource !== 'pods'
    ) {
      this.remove(resource, old)
      return object
    }
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.revision) } }
    const key = `${resource}/${object.metadata.namespace ?? ''}/${object.metadata.name}`
    this.objects.set(key, { resource, object: stored })
    const { revision } = this
    this.changes.push({
      type: old ? 'MODIFIED' : 'ADDED',
      key,
      revision,
      object: stored,
      resource,
      ...(old ? { old } : {}),
    })
    this.observe()
    return stored
  }

  private remove(resource: string, object: Stored): void {
    const key = `${resource}/${object.metadata.namespace ?? ''}/${object.metadata.name}`
    this.objects.delete(key)
    this.changes.push({ type: 'DELETED', key, revision: this.revision, object, resource })
    this.observe()
  }
}
