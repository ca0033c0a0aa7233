import type { OwnerReference } from '../../api/object.ts'
import type { DaemonSet, Node } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { controllerOf } from '../replicaset/controller-ref.ts'
import { selectorsOf } from '../replicaset/selected.ts'
import { nodeFit } from './node-fit.ts'

export const DAEMON_SETS = 'daemonsets.apps'

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
  if (reference?.kind !== 'DaemonSet') return []
  const owner = context.get<DaemonSet>(DAEMON_SETS, namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : []
}

/** A pod concerns its set, the one it had before, and, when it is an orphan, those that may want it. */
function keysOfPod({ type, object, old }: Change, context: ControllerContext): string[] {
  const namespace = object.metadata.namespace ?? ''
  const controller = controllerOf(object)
  const before = old && controllerOf(old)
  const keys = keyOfOwner(controller, namespace, context)
  if (before && before.uid !== controller?.uid) keys.push(...keyOfOwner(before, namespace, context))
  if (controller || type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) return keys
  const relabelled = !old || !equal(old.metadata.labels, object.metadata.labels)
  if (relabelled || before)
    for (const set of selectorsOf<DaemonSet>(DAEMON_SETS, object, context)) keys.push(objectKey(set))
  return keys
}

/** A node concerns the sets for which its labels or taints make a difference. */
function keysOfNode({ type, object, old }: Change, context: ControllerContext): string[] {
  const [now, before] = [object as Node, old as Node | undefined]
  if (before && equal(now.metadata.labels, before.metadata.labels) && equal(now.spec, before.spec)) return []
  return context
    .list<DaemonSet>(DAEMON_SETS)
    .filter(set => type !== 'MODIFIED' || !before || !equal(nodeFit(set, now), nodeFit(set, before)))
    .map(objectKey)
}

/** What decides whether pods may be made has changed: sets that lack pods try again. */
function keysOfIncomplete({ type, object, old }: Change, context: ControllerContext): string[] {
  if (type === 'MODIFIED' && old && equal({ ...old, metadata: null }, { ...object, metadata: null })) return []
  return context
    .list<DaemonSet>(DAEMON_SETS, object.metadata.namespace ?? '')
    .filter(({ status }) => (status?.currentNumberScheduled ?? 0) < (status?.desiredNumberScheduled ?? 0))
    .map(objectKey)
}

export const daemonSetWatches: Controller['watches'] = {
  [DAEMON_SETS]: keysOfSet,
  pods: keysOfPod,
  nodes: keysOfNode,
  resourcequotas: keysOfIncomplete,
  limitranges: keysOfIncomplete,
  serviceaccounts: keysOfIncomplete,
}
