import type { KubeObject } from '../api/object.ts'
import type { Clock } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'
import { shallowCopy } from '../apimachinery/shallow-copy.ts'
import { genericNotFound, notFound } from '../apimachinery/status.ts'
import type { Admission } from '../apiserver/registry/admit.ts'
import { createObject } from '../apiserver/registry/create.ts'
import { deleteObject } from '../apiserver/registry/delete.ts'
import { keyOf, keyPrefix } from '../apiserver/registry/keys.ts'
import { type Environment, RequestContext } from '../apiserver/registry/request-context.ts'
import { type UpdateTarget, updateObject } from '../apiserver/registry/update.ts'
import { subresources } from '../apiserver/subresources/subresources.ts'
import type { EventRecorder } from '../events/recorder.ts'
import type { Kind, UserInfo } from '../kinds/kind.ts'
import type { TransactionalStore } from '../storage/transactional-store.ts'
import type { Controller, ControllerContext, EventInput } from './controller.ts'

const GROUPS = ['system:masters', 'system:authenticated']

/** A controller's listers and clients, over the state of the transaction under way. */
export class ControllerClient implements ControllerContext {
  private readonly user: UserInfo

  constructor(
    private readonly controller: Controller,
    private readonly environment: Environment,
    private readonly store: TransactionalStore,
    private readonly admission: Admission,
    private readonly recorder: EventRecorder,
    private readonly requeue: (key: string, at: Date) => void,
  ) {
    this.user = { username: `system:${controller.manager}`, groups: GROUPS }
  }

  get clock(): Clock {
    return this.environment.clock
  }
  get random(): Random {
    return this.environment.random
  }

  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined {
    const kind = this.environment.kinds.get(resource)
    return kind && (this.store.get(keyOf(kind, namespace, name)) as T | undefined)
  }

  list<T extends KubeObject>(resource: string, namespace = ''): readonly T[] {
    const kind = this.environment.kinds.get(resource)
    return kind ? (this.store.list(keyPrefix(kind, namespace)) as readonly T[]) : []
  }

  byIndex<T extends KubeObject>(resource: string, index: string, value: string): T[] {
    const kind = this.environment.kinds.get(resource)
    return kind ? (this.store.byIndex(keyPrefix(kind, ''), index, value) as T[]) : []
  }

  create<T extends KubeObject>(resource: string, object: T): T {
    const kind = this.kind(resource)
    return createObject(kind, object.metadata.namespace ?? '', object, this.context(), this.admission) as T
  }

  update<T extends KubeObject>(resource: string, object: T): T {
    return this.replace(resource, object, 'object')
  }

  updateStatus<T extends KubeObject>(resource: string, object: T): T {
    return this.replace(resource, object, 'status')
  }

  delete(
    resource: string,
    namespace: string,
    name: string,
    options: { gracePeriodSeconds?: number; propagationPolicy?: string; uid?: string } = {},
  ): void {
    const kind = this.kind(resource)
    const { uid, ...rest } = options
    const old = this.stored(kind, namespace, name)
    deleteObject(kind, old, uid ? { ...rest, preconditions: { uid } } : rest, this.context(), this.admission)
  }

  createSubresource(resource: string, namespace: string, name: string, subresource: string, body: KubeObject): void {
    const kind = this.kind(resource)
    const handler = subresources.get(kind, subresource)
    if (!handler) throw genericNotFound()
    const info = {
      isResource: true,
      group: kind.group,
      version: kind.version,
      resource: kind.resource,
      namespace,
      name,
      subresource,
      rest: '',
    }
    handler({
      request: { method: 'POST', path: '', body },
      info,
      kind,
      context: this.context(),
      admission: this.admission,
    })
  }

  /** Nothing new comes into a namespace that is gone or on its way out, events neither. */
  event(input: EventInput): void {
    const { namespace } = input.about.metadata
    if (namespace) {
      const own = this.get<KubeObject>('namespaces', '', namespace)
      if (!own || own.metadata.deletionTimestamp !== undefined) return
    }
    this.recorder.record(input)
  }

  dependents(uid: string): { resource: string; object: KubeObject }[] {
    const found: { resource: string; object: KubeObject }[] = []
    for (const [resource, kind] of this.environment.kinds.all())
      for (const object of this.store.byIndex(keyPrefix(kind, ''), 'owner', uid)) found.push({ resource, object })
    return found
  }

  getInternal<T>(key: string): T | undefined {
    return this.store.value(key) as T | undefined
  }

  putInternal(key: string, value: object | undefined): void {
    this.store.putValue(key, value)
  }

  requeueAt(key: string, at: Date): void {
    this.requeue(key, at)
  }

  private replace<T extends KubeObject>(resource: string, object: T, target: UpdateTarget): T {
    const kind = this.kind(resource)
    const old = this.stored(kind, object.metadata.namespace ?? '', object.metadata.name!)
    const own = shallowCopy(object)
    own.metadata = shallowCopy(object.metadata)
    return updateObject(kind, own, old, target, this.context(), this.admission) as T
  }

  private stored(kind: Kind, namespace: string, name: string): KubeObject {
    const object = this.store.get(keyOf(kind, namespace, name))
    if (!object) throw notFound(kind, name)
    return object
  }

  private kind(resource: string): Kind {
    const kind = this.environment.kinds.get(resource)
    if (!kind) throw genericNotFound()
    return kind
  }

  private context(): RequestContext {
    return new RequestContext(this.environment, {
      user: this.user,
      fieldManager: this.controller.manager,
      dryRun: false,
      fieldValidation: 'Ignore',
      trusted: true,
    })
  }
}
