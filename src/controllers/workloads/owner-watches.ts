import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { LabelSelector } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type ControllerContext, objectKey } from '../controller.ts'
import { selectorsOf } from './selected.ts'

/** Which keys a change concerns. */
type KeysOf = (change: Change, context: ControllerContext) => string[]

/** The kind whose objects own others. */
export interface OwnerKind<T extends KubeObject = KubeObject> {
  resource: string
  kind: string
  /** Where its selector is, if not in spec.selector. */
  selectorOf?: (owner: T) => LabelSelector | undefined
}

/** What is owned concerns its owner, the one that it had before, and, when it is an orphan, those that may want it. */
export function keysOfOwned<T extends KubeObject>({ resource, kind, selectorOf }: OwnerKind<T>): KeysOf {
  return ({ type, object, old }, context) => {
    const namespace = object.metadata.namespace ?? ''
    const controller = controllerOf(object)
    const before = old && controllerOf(old)
    const keys = keyOfOwner(controller, namespace, context)
    if (before && before.uid !== controller?.uid) keys.push(...keyOfOwner(before, namespace, context))
    if (controller || type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) return keys
    const relabelled = !old || !equal(old.metadata.labels, object.metadata.labels)
    if (relabelled || before)
      for (const owner of selectorsOf<T>(resource, object, context, selectorOf)) keys.push(objectKey(owner))
    return keys
  }

  /** The key of the owner that a reference means, if it is of this kind and is the very same. */
  function keyOfOwner(reference: OwnerReference | undefined, namespace: string, context: ControllerContext): string[] {
    if (reference?.kind !== kind) return []
    const owner = context.get(resource, namespace, reference.name)
    return owner?.metadata.uid === reference.uid ? [objectKey(owner)] : []
  }
}

/** What decides whether pods may be made (quota, limits, accounts) has changed: the owners that lack some try again. */
export function keysOfLacking<T extends KubeObject>(resource: string, lacksPods: (owner: T) => boolean): KeysOf {
  return ({ type, object, old }, context) => {
    if (type === 'MODIFIED' && old && equal({ ...old, metadata: null }, { ...object, metadata: null })) return []
    return context
      .list<T>(resource, object.metadata.namespace ?? '')
      .filter(lacksPods)
      .map(objectKey)
  }
}
