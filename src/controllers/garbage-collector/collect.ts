import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { ControllerContext } from '../controller.ts'
import { withOwnerReferences } from '../workloads/claim.ts'
import { FOREGROUND, findOwner, isDeletingDependents, ORPHAN } from './owners.ts'

/** An object's owner references by what has become of the owners. */
interface Classified {
  /** There, and staying. */
  solid: OwnerReference[]
  dangling: OwnerReference[]
  /** Being deleted, and waiting for this object. */
  waiting: OwnerReference[]
}

function classify(object: KubeObject, context: ControllerContext): Classified | undefined {
  const classified: Classified = { solid: [], dangling: [], waiting: [] }
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = findOwner(reference, object, context)
    if (owner.state === 'unresolvable') return undefined
    if (owner.state === 'absent') classified.dangling.push(reference)
    else if (isDeletingDependents(owner.object)) classified.waiting.push(reference)
    else classified.solid.push(reference)
  }
  return classified
}

/**
 * Deletes an object that has owners, none of which stays; takes references to owners that do not stay from one that has others
 * (attemptToDeleteItem).
 */
export function collect(resource: string, object: KubeObject, context: ControllerContext): void {
  const { metadata } = object
  if (metadata.deletionTimestamp !== undefined || !metadata.ownerReferences?.length) return
  const classified = classify(object, context)
  if (!classified) return
  const { solid, dangling, waiting } = classified
  if (solid.length > 0) {
    if (dangling.length + waiting.length > 0) context.update(resource, withOwnerReferences(object, solid))
    return
  }
  const dependents = waiting.length > 0 ? context.dependents(metadata.uid!) : []
  if (dependents.length === 0) {
    remove(resource, object, presentPolicy(object), context)
    return
  }
  // owners and dependents in a circle would wait for each other for ever
  const isCircle = dependents.some(dependent => isDeletingDependents(dependent.object))
  if (isCircle && metadata.ownerReferences.some(reference => reference.blockOwnerDeletion)) {
    const unblocked = metadata.ownerReferences.map(reference => ({ ...reference, blockOwnerDeletion: false }))
    remove(resource, context.update(resource, withOwnerReferences(object, unblocked)), 'Foreground', context)
  } else remove(resource, object, 'Foreground', context)
}

function presentPolicy({ metadata }: KubeObject): 'Background' | 'Foreground' | 'Orphan' {
  if (metadata.finalizers?.includes(ORPHAN)) return 'Orphan'
  return metadata.finalizers?.includes(FOREGROUND) ? 'Foreground' : 'Background'
}

function remove(
  resource: string,
  { metadata }: KubeObject,
  propagationPolicy: 'Background' | 'Foreground' | 'Orphan',
  context: ControllerContext,
): void {
  context.delete(resource, metadata.namespace ?? '', metadata.name!, { propagationPolicy, uid: metadata.uid! })
}
