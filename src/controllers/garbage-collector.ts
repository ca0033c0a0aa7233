import type { KubeObject } from '../api/object.ts'
import type { Controller, ControllerContext } from './controller.ts'
import { collect } from './garbage-collector/collect.ts'
import { FOREGROUND, isDeletingDependents, isOrphaningDependents, ORPHAN } from './garbage-collector/owners.ts'
import { keysOfChange } from './garbage-collector/watches.ts'
import { withOwnerReferences } from './workloads/claim.ts'

function sync(key: string, context: ControllerContext): void {
  const [resource = '', namespace = '', name = ''] = key.split('/')
  const object = context.get(resource, namespace, name)
  if (!object) return
  if (isOrphaningDependents(object)) orphanDependents(resource, object, context)
  else if (isDeletingDependents(object)) deleteDependents(resource, object, context)
  else collect(resource, object, context)
}

/** Takes the references to the object from all that depends on it, and lets it go. */
function orphanDependents(resource: string, object: KubeObject, context: ControllerContext): void {
  const { uid } = object.metadata
  for (const dependent of context.dependents(uid!)) {
    const others = dependent.object.metadata.ownerReferences!.filter(reference => reference.uid !== uid)
    context.update(dependent.resource, withOwnerReferences(dependent.object, others))
  }
  removeFinalizer(resource, object, ORPHAN, context)
}

/** Deletes what depends on the object; lets it go when nothing is left that blocks it. */
function deleteDependents(resource: string, object: KubeObject, context: ControllerContext): void {
  const { uid } = object.metadata
  for (const dependent of context.dependents(uid!)) collect(dependent.resource, dependent.object, context)
  const isBlocked = context
    .dependents(uid!)
    .some(dependent =>
      dependent.object.metadata.ownerReferences?.some(
        reference => reference.uid === uid && reference.blockOwnerDeletion,
      ),
    )
  if (!isBlocked) removeFinalizer(resource, object, FOREGROUND, context)
}

function removeFinalizer(resource: string, object: KubeObject, finalizer: string, context: ControllerContext): void {
  const { finalizers = [], ...metadata } = object.metadata
  const others = finalizers.filter(f => f !== finalizer)
  context.update(resource, {
    ...object,
    metadata: others.length > 0 ? { ...metadata, finalizers: others } : metadata,
  })
}

/** Deletes what has lost its last owner, and carries out foreground deletion and orphaning. */
export const garbageCollector: Controller = {
  name: 'generic-garbage-collector',
  manager: 'kube-controller-manager',
  watches: { '*': keysOfChange },
  sync,
}
