import type { KubeObject } from '../../api/object.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { conflict, type Status } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { Admission } from './admit.ts'
import type { DeleteOptions } from './delete-options.ts'
import { keyOfObject } from './keys.ts'
import type { RequestContext } from './request-context.ts'

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
    object: undefined,
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

/** Throws Conflict where the object is not the one that the caller means. */
function checkPreconditions(kind: Kind, old: KubeObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {}
  const { name = '', uid: ownUid, resourceVersion: ownVersion } = old.metadata
  // this one error names the kind where others name the resource
  const what = { group: kind.group, resource: kind.kind }
  if (uid !== undefined && uid !== ownUid)
    throw conflict(
      what,
      name,
      `the UID in the precondition (${uid}) does not match the UID in record (${ownUid}). The object might have been deleted and then recreated`,
    )
  if (resourceVersion !== undefined && resourceVersion !== ownVersion)
    throw conflict(
      what,
      name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${ownVersion}). The object might have been modified`,
    )
}

function propagationPolicy({ propagationPolicy: policy, orphanDependents }: DeleteOptions): string | undefined {
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
