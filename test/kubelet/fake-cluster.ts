import type { KubeObject } from '../../src/api/object.ts'
import type { Event, Node, Pod } from '../../src/api/types.gen.ts'
import { type Clock, fixedClock, formatTime } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { bootstrap } from '../../src/cluster/bootstrap.ts'
import type { Controller, ControllerContext } from '../../src/controllers/controller.ts'
import { indexDefinitions } from '../../src/controllers/indexes.ts'
import { nodeIpam } from '../../src/controllers/node-ipam.ts'
import { nodeLifecycle } from '../../src/controllers/node-lifecycle.ts'
import { podGarbageCollector } from '../../src/controllers/pod-garbage-collector.ts'
import { taintEviction } from '../../src/controllers/taint-eviction.ts'
import { EventRecorder } from '../../src/events/recorder.ts'
import { nodeController } from '../../src/kubelet/node-controller.ts'
import { podController } from '../../src/kubelet/pod-controller.ts'
import { scheduler } from '../../src/scheduler/scheduler.ts'
import { StateDocument } from '../../src/storage/state-document.ts'
import { TransactionalStore } from '../../src/storage/transactional-store.ts'

const CONTROLLERS = [
  nodeIpam,
  nodeController,
  nodeLifecycle,
  taintEviction,
  podGarbageCollector,
  scheduler,
  podController,
]

const PREFIXES: Record<string, string> = {
  pods: 'pods',
  nodes: 'minions',
  configmaps: 'configmaps',
  secrets: 'secrets',
  namespaces: 'namespaces',
  persistentvolumeclaims: 'persistentvolumeclaims',
  persistentvolumes: 'persistentvolumes',
  'storageclasses.storage.k8s.io': 'storageclasses',
  'leases.coordination.k8s.io': 'leases',
  'csinodes.storage.k8s.io': 'csinodes',
  'poddisruptionbudgets.policy': 'poddisruptionbudgets',
}

/** A cluster with nothing but nodes, scheduler and kubelets: writes are stored as they are. */
export class FakeCluster {
  readonly store = new TransactionalStore(StateDocument.empty(), indexDefinitions)
  readonly random = seededRandom(1)
  readonly recorder: EventRecorder
  readonly context: ControllerContext
  private readonly timers = new Map<string, { controller: Controller; key: string; at: Date }>()
  private time: Clock

  constructor(at = '2026-01-01T00:00:00Z') {
    this.time = fixedClock(at)
    const clock: Clock = { now: () => this.time.now() }
    this.recorder = new EventRecorder({ clock, random: this.random }, this.store)
    this.context = this.newContext(clock)
    bootstrap(this.store, clock, this.random)
    this.run()
  }

  put(resource: string, object: KubeObject): void {
    this.context.create(resource, object)
    this.run()
  }

  /** Makes a pod of a spec, as the API server would have it. */
  pod(name: string, spec: Partial<NonNullable<Pod['spec']>> = {}, metadata: Pod['metadata'] = {}): void {
    this.addPod(name, spec, metadata)
    this.run()
  }

  addPod(name: string, spec: Partial<NonNullable<Pod['spec']>> = {}, metadata: Pod['metadata'] = {}): void {
    this.context.create<Pod>('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', generation: 1, ...metadata },
      spec: {
        containers: [{ name: 'c', image: 'nginx', imagePullPolicy: 'Always' }],
        schedulerName: 'default-scheduler',
        restartPolicy: 'Always',
        priority: 0,
        ...spec,
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    })
  }

  getPod(name: string): Pod | undefined {
    return this.context.get<Pod>('pods', 'default', name)
  }

  getNode(name: string): Node | undefined {
    return this.context.get<Node>('nodes', '', name)
  }

  changeNode(name: string, change: (node: Node) => void): void {
    const node = structuredClone(this.getNode(name)!)
    change(node)
    this.context.update('nodes', node)
    this.run()
  }

  changePod(name: string, change: (pod: Pod) => void): void {
    const pod = structuredClone(this.getPod(name)!)
    change(pod)
    this.context.update('pods', pod)
    this.run()
  }

  deletePod(name: string): void {
    this.context.delete('pods', 'default', name)
    this.run()
  }

  /** "reason: message" of the events about an object, in the order of their names. */
  events(name: string): string[] {
    return this.eventObjects(name).map(e => `${e.reason}: ${e.message}`)
  }

  eventObjects(name: string): Event[] {
    return (this.store.list('/registry/events/') as Event[]).filter(e => e.involvedObject.name === name)
  }

  advance(seconds: number): void {
    this.time = fixedClock(new Date(this.time.now().getTime() + seconds * 1000))
    this.run()
  }

  run(): void {
    this.recorder.startBurst()
    const queues = new Map<Controller, Set<string>>(CONTROLLERS.map(c => [c, new Set<string>()]))
    for (const [id, { controller, key, at }] of this.timers)
      if (at <= this.time.now()) {
        this.timers.delete(id)
        queues.get(controller)!.add(key)
      }
    for (let turn = 0; turn < 10_000; turn++) {
      for (const change of this.store.takeChanges())
        for (const controller of CONTROLLERS)
          for (const [resource, keysOf] of Object.entries(controller.watches))
            if (change.key.startsWith(`/registry/${PREFIXES[resource]}/`))
              for (const key of keysOf(change, this.context)) queues.get(controller)!.add(key)
      const next = CONTROLLERS.find(c => queues.get(c)!.size)
      if (!next) return
      const keys = queues.get(next)!
      queues.set(next, new Set())
      this.running = next
      for (const key of keys) next.sync(key, this.context)
    }
    throw new Error('no fixpoint')
  }

  private running: Controller = scheduler

  private newContext(clock: Clock): ControllerContext {
    const { store, random } = this
    const keyOf = (resource: string, namespace: string, name: string) =>
      `/registry/${PREFIXES[resource]}/${namespace ? `${namespace}/` : ''}${name}`
    const keyOfObject = (resource: string, o: KubeObject) =>
      keyOf(resource, o.metadata.namespace ?? '', o.metadata.name!)
    const context: ControllerContext = {
      clock,
      random,
      get: <T extends KubeObject>(resource: string, namespace: string, name: string) =>
        store.get(keyOf(resource, namespace, name)) as T | undefined,
      list: <T extends KubeObject>(resource: string, namespace?: string) =>
        store.list(`/registry/${PREFIXES[resource]}/${namespace ? `${namespace}/` : ''}`) as T[],
      byIndex: <T extends KubeObject>(resource: string, index: string, value: string) =>
        store.byIndex(`/registry/${PREFIXES[resource]}/`, index, value) as T[],
      create: <T extends KubeObject>(resource: string, o: T) => {
        const metadata = { uid: random.uuid(), creationTimestamp: formatTime(clock.now()), ...o.metadata }
        return store.put(keyOfObject(resource, o), { ...o, metadata }) as T
      },
      update: <T extends KubeObject>(resource: string, o: T) => store.put(keyOfObject(resource, o), o) as T,
      updateStatus: <T extends KubeObject>(resource: string, o: T) => store.put(keyOfObject(resource, o), o) as T,
      delete: (resource, namespace, name, options) => {
        const key = keyOf(resource, namespace, name)
        const object = store.get(key) as Pod
        if (resource !== 'pods' || options?.gracePeriodSeconds === 0 || !object.spec?.nodeName) {
          if (object.metadata.finalizers?.length)
            store.put(key, { ...object, metadata: { ...object.metadata, deletionGracePeriodSeconds: 0 } })
          else store.delete(key)
        } else
          store.put(key, {
            ...object,
            metadata: {
              ...object.metadata,
              deletionTimestamp: formatTime(clock.now()),
              deletionGracePeriodSeconds: 30,
            },
          })
      },
      createSubresource: (_resource, namespace, name, _subresource, body) => {
        const key = keyOf('pods', namespace, name)
        const pod = store.get(key) as Pod
        store.put(key, {
          ...pod,
          spec: { ...pod.spec, nodeName: (body as { target?: { name: string } }).target!.name },
        } as Pod)
      },
      event: input => this.recorder.record(input),
      dependents: () => [],
      getInternal: <T>(key: string) => store.value(key) as T | undefined,
      putInternal: (key, value) => store.putValue(key, value),
      requeueAt: (key, at) => this.timers.set(`${this.running.name} ${key}`, { controller: this.running, key, at }),
    }
    return context
  }
}
