import type { KubeObject } from '../../api/object.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import type { ControllerContext } from '../controller.ts'
import { collectorKey, findOwner, isDeletingDependents, isOrphaningDependents } from './owners.ts'
import { resourceOfKind } from './resource-of-kind.ts'

/**
 * The objects that a change of any object concerns: dependents of what is gone; an object that waits for its dependents; one whose
 * owner is not there; owners that wait for this one. Nothing, for nearly every change.
 */
export function keysOfChange({ type, object, old }: Change, context: ControllerContext): string[] {
  const keys: string[] = []
  if (type === 'DELETED')
    for (const dependent of context.dependents(object.metadata.uid!))
      keys.push(collectorKey(dependent.resource, dependent.object))
  else if (needsAttention(object, old, context)) {
    const found = resourceOfKind(object.apiVersion ?? '', object.kind ?? '', context)
    if (found) keys.push(collectorKey(found.resource, object))
  }
  const before = type === 'DELETED' ? object : old
  if (before && (type === 'DELETED' || !sameOwners(before, object))) keys.push(...waitingOwners(before, context))
  return keys
}

function needsAttention(object: KubeObject, old: KubeObject | undefined, context: ControllerContext): boolean {
  if (isDeletingDependents(object) || isOrphaningDependents(object)) return true
  const references = object.metadata.ownerReferences
  if (!references || (old && sameOwners(old, object))) return false
  return references.some(reference => {
    const owner = findOwner(reference, object, context)
    return owner.state === 'absent' || (owner.state === 'present' && isDeletingDependents(owner.object))
  })
}

function sameOwners(a: KubeObject, b: KubeObject): boolean {
  return equal(a.metadata.ownerReferences, b.metadata.ownerReferences)
}

/** The owners of an object that are only held back by what depends on them. */
function waitingOwners(object: KubeObject, context: ControllerContext): string[] {
  return (object.metadata.ownerReferences ?? []).flatMap(reference => {
    const owner = findOwner(reference, object, context)
    return owner.state === 'present' && isDeletingDependents(owner.object)
      ? [collectorKey(owner.resource, owner.object)]
      : []
  })
}
