import type { OwnerReference } from '../../api/object.ts'
import type { StatefulSet } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { controllerOf } from '../replicaset/controller-ref.ts'
import { selectorsOf } from '../replicaset/selected.ts'
import { CLAIMS } from './claims.ts'

export const STATEFUL_SETS = 'statefulsets.apps'

/** What the controller itself writes, the status, is no reason to look at a set again. */
function keysOfSet({ type, object, old }: Change): string[] {
  if (type === 'DELETED') return []
  const isSame =
    old !== undefined &&
    old.metadata.generation === object.metadata.generation &&
    old.metadata.deletionTimestamp === object.metadata.deletionTimestamp
  return isSame ? [] : [objectKey(object)]
}

function keyOfOwner(reference: OwnerReference | undefined, namespace: string, context: ControllerContext): string[] {
  if (reference?.kind !== 'StatefulSet') return []
  const owner = context.get<StatefulSet>(STATEFUL_SETS, namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : []
}

/** A pod (or revision) concerns its set, the one it had before, and, when it is an orphan, those that may want it. */
function keysOfOwned({ type, object, old }: Change, context: ControllerContext): string[] {
  const namespace = object.metadata.namespace ?? ''
  const controller = controllerOf(object)
  const before = old && controllerOf(old)
  const keys = keyOfOwner(controller, namespace, context)
  if (before && before.uid !== controller?.uid) keys.push(...keyOfOwner(before, namespace, context))
  if (controller || type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) return keys
  const relabelled = !old || !equal(old.metadata.labels, object.metadata.labels)
  if (relabelled || before)
    for (const set of selectorsOf<StatefulSet>(STATEFUL_SETS, object, context)) keys.push(objectKey(set))
  return keys
}

/** What decides whether pods may be made has changed: sets that lack pods try again. */
function keysOfIncomplete({ type, object, old }: Change, context: ControllerContext): string[] {
  if (type === 'MODIFIED' && old && equal({ ...old, metadata: null }, { ...object, metadata: null })) return []
  return context
    .list<StatefulSet>(STATEFUL_SETS, object.metadata.namespace ?? '')
    .filter(({ spec, status }) => (status?.replicas ?? 0) < (spec?.replicas ?? 0))
    .map(objectKey)
}

/** A claim that is gone may have been what a pod was waiting for. */
function keysOfClaim(change: Change, context: ControllerContext): string[] {
  return change.type === 'DELETED' ? keysOfIncomplete(change, context) : []
}

export const statefulSetWatches: Controller['watches'] = {
  [STATEFUL_SETS]: keysOfSet,
  pods: keysOfOwned,
  [CLAIMS]: keysOfClaim,
  resourcequotas: keysOfIncomplete,
  limitranges: keysOfIncomplete,
  serviceaccounts: keysOfIncomplete,
}
