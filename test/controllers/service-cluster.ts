import type { KubeObject } from '../../src/api/object.ts'
import type { Pod, Service } from '../../src/api/types.gen.ts'
import { type Clock, formatTime } from '../../src/apimachinery/clock.ts'
import { equal } from '../../src/apimachinery/equality.ts'
import { generateName } from '../../src/apimachinery/names/generate.ts'
import { type Random, seededRandom } from '../../src/apimachinery/random.ts'
import { alreadyExists, invalidObject, notFound } from '../../src/apimachinery/status.ts'
import type { Controller, ControllerContext, EventInput } from '../../src/controllers/controller.ts'
import { endpointsController } from '../../src/controllers/endpoints.ts'
import { endpointSliceController } from '../../src/controllers/endpointslice.ts'
import { endpointSliceMirroringController } from '../../src/controllers/endpointslicemirroring.ts'
import { indexDefinitions } from '../../src/controllers/indexes.ts'
import { kubernetesServiceController } from '../../src/controllers/kubernetesservice.ts'
import { serviceCIDRController } from '../../src/controllers/servicecidrs.ts'
import { endpoints } from '../../src/kinds/endpoints.ts'
import { endpointSlice } from '../../src/kinds/endpointslice.ts'
import { ipAddress } from '../../src/kinds/ipaddress.ts'
import type { Kind, WriteContext } from '../../src/kinds/kind.ts'
import { service } from '../../src/kinds/service.ts'
import { serviceCIDR } from '../../src/kinds/servicecidr.ts'
import type { Change } from '../../src/storage/store.ts'

const KINDS = new Map<string, Kind>(
  [service, endpoints, endpointSlice, ipAddress, serviceCIDR].map(kind => [
    kind.group ? `${kind.resource}.${kind.group}` : kind.resource,
    kind,
  ]),
)

/**
 * A cluster in memory with the kinds and controllers that services are about: writes go through the kinds' hooks in the API server's order,
 * a refused one leaves nothing behind, and the controllers run until none has work.
 */
export class ServiceCluster implements ControllerContext, WriteContext {
  now = new Date('2026-01-01T00:00:00Z')
  readonly clock: Clock = { now: () => this.now }
  readonly random: Random
  readonly user = { username: 'test', groups: [] }
  readonly events: EventInput[] = []
  dryRun = false
  warnings: string[] = []
  syncs = 0
  writes = 0
  private objects = new Map<string, KubeObject>()
  private indexes = new Map<string, Map<string, Map<string, KubeObject>>>()
  private changes: (Change & { resource: string })[] = []
  private revision = 0

  constructor(
    cidr = '10.96.0.0/12',
    seed = 1,
    readonly controllers: readonly Controller[] = [
      kubernetesServiceController,
      serviceCIDRController,
      endpointsController,
      endpointSliceController,
      endpointSliceMirroringController,
    ],
  ) {
    this.random = seededRandom(seed)
    this.put('servicecidrs.networking.k8s.io', {
      metadata: { name: 'kubernetes' },
      spec: { cidrs: [cidr] },
    } as KubeObject)
    for (const name of ['worker', 'worker2']) this.put('nodes', { metadata: { name } })
    if (controllers.includes(kubernetesServiceController)) kubernetesServiceController.sync('default/kubernetes', this)
    this.run()
    this.syncs = 0
    this.writes = 0
  }

  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined {
    return this.objects.get(`${resource}/${namespace}/${name}`) as T | undefined
  }

  list<T extends KubeObject>(resource: string, namespace = ''): T[] {
    const prefix = `${resource}/${namespace === '' ? '' : `${namespace}/`}`
    return [...this.objects.keys()]
      .filter(key => key.startsWith(prefix))
      .sort()
      .map(key => this.objects.get(key) as T)
  }

  byIndex<T extends KubeObject>(resource: string, index: string, value: string): T[] {
    const found = this.indexOf(resource, index).get(value)
    return found ? ([...found.keys()].sort().map(key => found.get(key)) as T[]) : []
  }

  create<T extends KubeObject>(resource: string, given: T): T {
    return this.transaction(() => {
      const kind = KINDS.get(resource)
      const object = structuredClone(given)
      const metadata = object.metadata
      if (kind) metadata.namespace = kind.namespaced ? (metadata.namespace ?? 'default') : ''
      kind?.setDefaults?.(object)
      metadata.uid = this.random.uuid()
      metadata.creationTimestamp = formatTime(this.now)
      metadata.name ??= generateName(metadata.generateName!, this.random)
      kind?.beginCreate?.(object, this)
      kind?.prepareForCreate?.(object, this)
      const errors = kind?.validate(object, this) ?? []
      if (errors.length) throw invalidObject(kind!.kind, kind!.group, metadata.name, errors)
      this.warnings = kind?.warnings?.(object) ?? []
      if (this.get(resource, metadata.namespace ?? '', metadata.name)) throw alreadyExists(kind!, metadata.name)
      return this.put(resource, object)
    })
  }

  update<T extends KubeObject>(resource: string, given: T): T {
    return this.transaction(() => {
      const kind = KINDS.get(resource)
      const old = this.stored<T>(resource, given)
      const object = structuredClone(given)
      kind?.setDefaults?.(object)
      kind?.beginUpdate?.(object, old, this)
      const { generation, uid, creationTimestamp, resourceVersion } = old.metadata
      Object.assign(object.metadata, { uid, creationTimestamp, resourceVersion }, generation ? { generation } : {})
      kind?.prepareForUpdate?.(object, old, this)
      const errors = kind?.validateUpdate(object, old, this) ?? []
      if (errors.length) throw invalidObject(kind!.kind, kind!.group, given.metadata.name!, errors)
      this.warnings = kind?.warnings?.(object, old) ?? []
      return equal(object, old) ? old : this.put(resource, object)
    })
  }

  updateStatus<T extends KubeObject>(resource: string, given: T): T {
    const kind = KINDS.get(resource)
    const old = this.stored<T>(resource, given)
    const object = structuredClone(given)
    kind?.setDefaults?.(object)
    kind?.status?.prepareForUpdate(object, old, this)
    const errors = kind?.status?.validateUpdate(object, old, this) ?? []
    if (errors.length) throw invalidObject(kind!.kind, kind!.group, given.metadata.name!, errors)
    return equal(object, old) ? old : this.put(resource, object)
  }

  delete(resource: string, namespace: string, name: string): void {
    const old = this.get(resource, namespace, name)
    if (!old) throw notFound({ group: '', resource }, name)
    if (old.metadata.finalizers?.length) {
      this.put(resource, { ...old, metadata: { ...old.metadata, deletionTimestamp: formatTime(this.now) } })
      return
    }
    this.remove(resource, namespace, name)
    KINDS.get(resource)?.afterDelete?.(old, this)
    for (const { resource: r, object } of this.dependents(old.metadata.uid!))
      this.delete(r, object.metadata.namespace ?? '', object.metadata.name!)
  }

  put<T extends KubeObject>(resource: string, given: T): T {
    const { namespace = '', name } = given.metadata
    const key = `${resource}/${namespace}/${name}`
    const old = this.objects.get(key)
    if (given.metadata.deletionTimestamp && !given.metadata.finalizers?.length && resource !== 'pods') {
      this.remove(resource, namespace, name!)
      return given
    }
    const object = { ...given, metadata: { ...given.metadata, resourceVersion: String(++this.revision) } }
    this.reindex(resource, key, old, object)
    this.objects.set(key, object)
    this.writes++
    const { revision } = this
    this.changes.push({ type: old ? 'MODIFIED' : 'ADDED', key, revision, object, resource, ...(old ? { old } : {}) })
    return object
  }

  remove(resource: string, namespace: string, name: string): void {
    const key = `${resource}/${namespace}/${name}`
    const object = this.objects.get(key)!
    this.reindex(resource, key, object)
    this.objects.delete(key)
    this.changes.push({ type: 'DELETED', key, revision: this.revision, object, resource })
  }

  createSubresource(): void {}
  event(input: EventInput): void {
    this.events.push(input)
  }
  dependents(uid: string): { resource: string; object: KubeObject }[] {
    return [...KINDS.keys()].flatMap(resource =>
      this.byIndex(resource, 'owner', uid).map(object => ({ resource, object })),
    )
  }
  getInternal<T>(): T | undefined {
    return undefined
  }
  putInternal(): void {}
  requeueAt(): void {}
  warn(message: string): void {
    this.warnings.push(message)
  }

  /** A pod as a kubelet leaves it: running, with an address. */
  pod(name: string, labels: Record<string, string>, ip: string, more: Partial<Pod> = {}): Pod {
    const time = formatTime(this.now)
    const status = {
      phase: 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: time }],
    }
    return this.put<Pod>('pods', {
      metadata: { name, namespace: 'default', labels, uid: this.get('pods', 'default', name)?.metadata.uid ?? name },
      spec: { nodeName: 'worker', containers: [], ...more.spec },
      status: { ...status, ...more.status },
    })
  }

  service(name: string, spec: Service['spec'], metadata: KubeObject['metadata'] = {}): Service {
    return this.create<Service>('services', { metadata: { name, ...metadata }, spec })
  }

  /** Runs the controllers until none has work. */
  run(): void {
    const queues = new Map<Controller, Set<string>>(this.controllers.map(c => [c, new Set()]))
    for (let turn = 0; turn < 2000; turn++) {
      for (const change of this.changes.splice(0))
        for (const [controller, queue] of queues)
          for (const key of controller.watches[change.resource]?.(change, this) ?? []) queue.add(key)
      const next = [...queues].find(([, queue]) => queue.size > 0)
      if (!next) return
      const keys = [...next[1]]
      next[1].clear()
      for (const key of keys) {
        this.syncs++
        next[0].sync(key, this)
      }
    }
    throw new Error('the controllers do not come to rest')
  }

  private transaction<T>(write: () => T): T {
    const objects = new Map(this.objects)
    const changes = [...this.changes]
    try {
      return write()
    } catch (error) {
      this.objects = objects
      this.changes = changes
      this.indexes.clear()
      throw error
    } finally {
      if (this.dryRun) {
        this.objects = objects
        this.changes = changes
        this.indexes.clear()
      }
    }
  }

  private stored<T extends KubeObject>(resource: string, object: T): T {
    const old = this.get<T>(resource, object.metadata.namespace ?? '', object.metadata.name!)
    if (!old) throw notFound({ group: '', resource }, object.metadata.name!)
    return old
  }

  private indexOf(resource: string, index: string): Map<string, Map<string, KubeObject>> {
    const id = `${resource} ${index}`
    let values = this.indexes.get(id)
    if (!values) {
      values = new Map()
      this.indexes.set(id, values)
      for (const [key, object] of this.objects)
        if (key.startsWith(`${resource}/`)) addTo(values, indexDefinitions[index]!.values(object), key, object)
    }
    return values
  }

  private reindex(resource: string, key: string, old: KubeObject | undefined, object?: KubeObject): void {
    for (const index of Object.keys(indexDefinitions)) {
      const values = this.indexes.get(`${resource} ${index}`)
      if (!values) continue
      if (old) for (const value of indexDefinitions[index]!.values(old)) values.get(value)?.delete(key)
      if (object) addTo(values, indexDefinitions[index]!.values(object), key, object)
    }
  }
}

function addTo(
  values: Map<string, Map<string, KubeObject>>,
  found: readonly string[],
  key: string,
  object: KubeObject,
): void {
  for (const value of found) {
    const list = values.get(value)
    if (list) list.set(key, object)
    else values.set(value, new Map([[key, object]]))
  }
}
