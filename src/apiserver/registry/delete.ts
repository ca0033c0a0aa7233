import type { KubeObject } from '../../api/object.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { badRequest, conflict, type Status } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { Admission } from './admit.ts'
import { keyOfObject } from './keys.ts'
import type { RequestContext } from './request-context.ts'

/** Kubernetes' DeleteOptions, as far as they matter to an API server. */
export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  orphanDependents?: boolean
  preconditions?: { uid?: string; resourceVersion?: string }
}

const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'

/**
 * Deletes an object: at once, or, where finalizers or a grace period hold it back, by marking it. Returns the marked object, or
 * the Status of success. Throws StatusError.
 */
export function deleteObject(
  kind: Kind,
  old: KubeObject,
  options: DeleteOptions,
  context: RequestContext,
  admission: Admission,
): KubeObject | Status {
  checkPreconditions(kind, old, options)
  const policy = propagationPolicy(options)
  const attributes = {
    verb: 'delete' as const,
    kind,
    namespace: old.metadata.namespace ?? '',
    name: old.metadata.name!,
    subresource: '',
    old,
  }
  admission.admit(attributes, context)
  admission.validate(attributes, context)

  const grace = Math.max(0, kind.graceful?.gracePeriodSeconds(old, options.gracePeriodSeconds) ?? 0)
  const finalizers = finalizersFor(old, policy, kind)
  const held = finalizers.length > 0 || kind.hasFinalizers?.(old) === true
  const pending = old.metadata.deletionTimestamp !== undefined
  if (grace === 0 && !held) {
    removeObject(kind, old, context)
    return deleted(kind, old)
  }
  if (
    pending &&
    grace >= (old.metadata.deletionGracePeriodSeconds ?? 0) &&
    sameList(finalizers, old.metadata.finalizers)
  )
    return old
  const object = marked(old, pending ? Math.min(grace, old.metadata.deletionGracePeriodSeconds ?? 0) : grace, context)
  if (finalizers.length) object.metadata.finalizers = finalizers
  else delete object.metadata.finalizers
  kind.prepareForDeletion?.(object)
  return context.environment.store.put(keyOfObject(kind, object), object)
}

/** Takes an object out of the state, with what its kind had allocated for it. */
export function removeObject(kind: Kind, object: KubeObject, context: RequestContext): KubeObject {
  context.environment.store.delete(keyOfObject(kind, object))
  kind.afterDelete?.(object, context)
  return object
}

function marked(old: KubeObject, graceSeconds: number, context: RequestContext): KubeObject {
  const metadata = { ...old.metadata }
  const now = context.clock.now()
  metadata.deletionTimestamp =
    old.metadata.deletionTimestamp && graceSeconds === old.metadata.deletionGracePeriodSeconds
      ? old.metadata.deletionTimestamp
      : formatTime(new Date(now.getTime() + graceSeconds * 1000))
  metadata.deletionGracePeriodSeconds = graceSeconds
  if (metadata.generation) metadata.generation++
  return { ...old, metadata }
}

function checkPreconditions(kind: Kind, old: KubeObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {}
  if (uid !== undefined && uid !== old.metadata.uid)
    throw conflict(
      kind,
      old.metadata.name!,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    )
  if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion)
    throw conflict(
      kind,
      old.metadata.name!,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${old.metadata.resourceVersion}`,
    )
}

function propagationPolicy(options: DeleteOptions): string | undefined {
  const { propagationPolicy: policy, orphanDependents } = options
  if (policy !== undefined && orphanDependents !== undefined)
    throw badRequest('orphanDependents and deletionPropagation cannot be both set')
  if (policy !== undefined && !['Orphan', 'Background', 'Foreground'].includes(policy))
    throw badRequest(`invalid propagation policy: ${policy}`)
  return policy ?? (orphanDependents === undefined ? undefined : orphanDependents ? 'Orphan' : 'Background')
}

/** The object's finalizers once the garbage collector's own are as the policy wants them. */
function finalizersFor(old: KubeObject, policy: string | undefined, kind: Kind): string[] {
  const present = old.metadata.finalizers ?? []
  const orphan = policy
    ? policy === 'Orphan'
    : present.includes(ORPHAN) || (kind.defaultPropagation === 'orphan' && !present.includes(FOREGROUND))
  const foreground = policy ? policy === 'Foreground' : present.includes(FOREGROUND)
  const others = present.filter(f => f !== ORPHAN && f !== FOREGROUND)
  return [...others, ...(orphan ? [ORPHAN] : foreground ? [FOREGROUND] : [])]
}

function sameList(a: readonly string[], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i])
}

function deleted(kind: Kind, old: KubeObject): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: old.metadata.name!,
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.resource,
      uid: old.metadata.uid!,
    },
    code: 200,
  }
}
