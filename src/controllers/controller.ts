import type { KubeObject } from '../api/object.ts'
import type { Clock } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'
import type { Change } from '../storage/store.ts'

/** What happened, for an Event object: the recorder fills in the rest as client-go's does. */
export interface EventInput {
  /** The object it is about. */
  about: KubeObject
  /** For a part of it, as "spec.containers{web}". */
  fieldPath?: string
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** reportingComponent, e.g. "kubelet", "default-scheduler", "deployment-controller". */
  component: string
  /** reportingInstance / source.host: the node's name for the kubelet. */
  host?: string
  /** events.k8s.io style (eventTime, action, no count), as the scheduler writes them. */
  action?: string
}

/**
 * A controller's view of the cluster: listers over the state as it is now, and writes that go through the API server as this
 * controller's user. Writes throw StatusError as the API would answer. Objects handed out are shared: never mutate them.
 * Resources are named as in errors: "pods", "deployments.apps", "endpointslices.discovery.k8s.io".
 */
export interface ControllerContext {
  readonly clock: Clock
  readonly random: Random
  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined
  /** In one namespace or all; none of a resource that nobody serves. */
  list<T extends KubeObject>(resource: string, namespace?: string): readonly T[]
  /** See `src/controllers/indexes.ts` for the indexes there are. */
  byIndex<T extends KubeObject>(resource: string, index: string, value: string): T[]
  create<T extends KubeObject>(resource: string, object: T): T
  /** A whole-object update (PUT); the object's resourceVersion, where set, must be current. */
  update<T extends KubeObject>(resource: string, object: T): T
  updateStatus<T extends KubeObject>(resource: string, object: T): T
  /** Options as the API's DeleteOptions; gracePeriodSeconds 0 removes a pod at once. */
  delete(
    resource: string,
    namespace: string,
    name: string,
    options?: { gracePeriodSeconds?: number; propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'; uid?: string },
  ): void
  /** Another subresource, e.g. POST pods/binding. */
  createSubresource(resource: string, namespace: string, name: string, subresource: string, body: KubeObject): void
  event(input: EventInput): void
  /** Every object that names `uid` among its owners, of whatever resource. */
  dependents(uid: string): { resource: string; object: KubeObject }[]
  /** State of a component that is not an API object (a node's own disk, an allocator): by its key below /kubette/. */
  getInternal<T>(key: string): T | undefined
  putInternal(key: string, value: object | undefined): void
  /** Asks for another sync of `key` once the clock has reached `at`; kept in the state file until then. */
  requeueAt(key: string, at: Date): void
}

/**
 * A controller: which keys a change makes it look at, and what it does for one key. `sync` is level-triggered: it compares what is
 * with what should be and may be called at any time, for keys whose object is gone too. It must write nothing when nothing is to be done:
 * the state is a fixpoint when no controller has work.
 */
export interface Controller {
  /** As in user agents and managedFields: "deployment-controller". */
  name: string
  /** The user that its writes are made as, and the manager that managedFields name. */
  manager: 'kube-controller-manager' | 'kube-scheduler' | 'kubelet' | 'kube-apiserver'
  /** For each resource ('*' for all of them), the keys that a change of one of its objects concerns. */
  watches: Record<string, (change: Change, context: ControllerContext) => readonly string[]>
  sync(key: string, context: ControllerContext): void
}

/** The key of an object that has come or changed: most controllers look at it again. */
export function keyOfPresent({ type, object }: Change): string[] {
  return type === 'DELETED' ? [] : [objectKey(object)]
}

/** "namespace/name", the usual work-queue key; just "name" for what has no namespace. */
export function objectKey(object: KubeObject): string {
  return object.metadata.namespace ? `${object.metadata.namespace}/${object.metadata.name}` : object.metadata.name!
}

/** The reverse of objectKey. */
export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/')
  return slash < 0 ? { namespace: '', name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) }
}
