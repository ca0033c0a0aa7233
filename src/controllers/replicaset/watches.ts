import type { OwnerReference } from '../../api/object.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { controllerOf } from './controller-ref.ts'
import type { Flavour } from './flavour.ts'
import { selectorsOf } from './selected.ts'
import { failureCondition } from './status.ts'

/** The changes that the controller of a flavour has to look at. */
export function watchesOf({ resource, kind, asReplicaSet }: Flavour): Controller['watches'] {
  return {
    [resource]: ({ type, object }) => (type === 'DELETED' ? [] : [objectKey(object)]),
    pods: keysOfPod,
    resourcequotas: keysOfFailed,
    limitranges: keysOfFailed,
    serviceaccounts: keysOfFailed,
  }

  /** The key of the owner that a reference means, if it is of this kind and is the very same. */
  function keyOfOwner(reference: OwnerReference | undefined, namespace: string, context: ControllerContext): string[] {
    if (reference?.kind !== kind) return []
    const owner = context.get(resource, namespace, reference.name)
    return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : []
  }

  /** A pod concerns its owner, the one it had before, and, when it is an orphan, those that may want it. */
  function keysOfPod({ type, object, old }: Change, context: ControllerContext): string[] {
    const namespace = object.metadata.namespace ?? ''
    const controller = controllerOf(object)
    const before = old && controllerOf(old)
    const keys = keyOfOwner(controller, namespace, context)
    if (before && before.uid !== controller?.uid) keys.push(...keyOfOwner(before, namespace, context))
    if (controller || type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) return keys
    const relabelled = !old || !equal(old.metadata.labels, object.metadata.labels)
    if (relabelled || before)
      for (const owner of selectorsOf(resource, object, context, o => asReplicaSet(o).spec?.selector))
        keys.push(objectKey(owner))
    return keys
  }

  /** What decides whether pods may be made has changed: those that could not make theirs try again. */
  function keysOfFailed({ type, object, old }: Change, context: ControllerContext): string[] {
    if (type === 'MODIFIED' && old && equal({ ...old, metadata: null }, { ...object, metadata: null })) return []
    const owners = context.list(resource, object.metadata.namespace ?? '')
    return owners.filter(owner => failureCondition(asReplicaSet(owner))).map(objectKey)
  }
}
