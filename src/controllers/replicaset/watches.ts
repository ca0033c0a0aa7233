import type { OwnerReference } from '../../api/object.ts'
import type { Pod, ReplicaSet } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { controllerOf } from './controller-ref.ts'
import { selectorsOf } from './selected.ts'
import { failureCondition } from './status.ts'

export const REPLICA_SETS = 'replicasets.apps'

/** The key of the ReplicaSet that a reference means, if it is one and is the very same. */
function keyOfOwner(reference: OwnerReference | undefined, namespace: string, context: ControllerContext): string[] {
  if (reference?.kind !== 'ReplicaSet') return []
  const owner = context.get<ReplicaSet>(REPLICA_SETS, namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : []
}

/** A pod concerns its ReplicaSet, the one it had before, and, when it is an orphan, those that may want it. */
function keysOfPod({ type, object, old }: Change, context: ControllerContext): string[] {
  const pod = object as Pod
  const namespace = pod.metadata.namespace ?? ''
  const controller = controllerOf(pod)
  const before = old && controllerOf(old)
  const keys = keyOfOwner(controller, namespace, context)
  if (before && before.uid !== controller?.uid) keys.push(...keyOfOwner(before, namespace, context))
  if (controller || type === 'DELETED' || pod.metadata.deletionTimestamp !== undefined) return keys
  const relabelled = !old || !equal(old.metadata.labels, pod.metadata.labels)
  if (relabelled || before)
    for (const replicaSet of selectorsOf<ReplicaSet>(REPLICA_SETS, pod, context)) keys.push(objectKey(replicaSet))
  return keys
}

/** What decides whether pods may be made has changed: those that could not make theirs try again. */
function keysOfFailed({ type, object, old }: Change, context: ControllerContext): string[] {
  if (type === 'MODIFIED' && old && equal({ ...old, metadata: null }, { ...object, metadata: null })) return []
  const namespace = object.metadata.namespace ?? ''
  return context.list<ReplicaSet>(REPLICA_SETS, namespace).filter(failureCondition).map(objectKey)
}

export const replicaSetWatches: Controller['watches'] = {
  [REPLICA_SETS]: ({ type, object }) => (type === 'DELETED' ? [] : [objectKey(object)]),
  pods: keysOfPod,
  resourcequotas: keysOfFailed,
  limitranges: keysOfFailed,
  serviceaccounts: keysOfFailed,
}
