import type { KubeObject, OwnerReference } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'

/** The owner reference of the object's controller, if it has one (metav1.GetControllerOf). */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(reference => reference.controller)
}

/** The reference by which `owner` controls what it makes or adopts (metav1.NewControllerRef). */
export function newControllerRef(owner: KubeObject, apiVersion: string, kind: string): OwnerReference {
  const { name = '', uid = '' } = owner.metadata
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }
}

/** What a controller claims, and how it knows its own. */
export interface Claim<T extends KubeObject> {
  owner: KubeObject
  reference: OwnerReference
  /** Resource of the objects. */
  resource: string
  /** Whether the owner's selector selects the object. */
  selects(object: T): boolean
}

/**
 * Of `candidates`, those that are the owner's: its own that it still selects, and orphans that it selects, which it adopts. Its own that it
 * no longer selects are let go (ControllerRefManager). An owner that is being deleted neither adopts nor lets go.
 */
export function claimObjects<T extends KubeObject>(
  candidates: readonly T[],
  claim: Claim<T>,
  context: ControllerContext,
): T[] {
  const claimed: T[] = []
  const deleting = claim.owner.metadata.deletionTimestamp !== undefined
  for (const object of candidates) {
    const controller = controllerOf(object)
    if (controller) {
      if (controller.uid !== claim.reference.uid) continue
      if (claim.selects(object)) claimed.push(object)
      else if (!deleting) release(object, claim, context)
    } else if (!deleting && object.metadata.deletionTimestamp === undefined && claim.selects(object)) {
      const adopted = adopt(object, claim, context)
      if (adopted) claimed.push(adopted)
    }
  }
  return claimed
}

function adopt<T extends KubeObject>(object: T, claim: Claim<T>, context: ControllerContext): T | undefined {
  const others = (object.metadata.ownerReferences ?? []).filter(r => r.uid !== claim.reference.uid)
  return write(object, [...others, claim.reference], claim, context)
}

function release<T extends KubeObject>(object: T, claim: Claim<T>, context: ControllerContext): void {
  const others = (object.metadata.ownerReferences ?? []).filter(r => r.uid !== claim.reference.uid)
  write(object, others, claim, context)
}

function write<T extends KubeObject>(
  object: T,
  ownerReferences: OwnerReference[],
  claim: Claim<T>,
  context: ControllerContext,
): T | undefined {
  try {
    return context.update(claim.resource, withOwnerReferences(object, ownerReferences))
  } catch (error) {
    // an object that cannot be changed is left to whoever makes it valid again
    if (error instanceof StatusError) return undefined
    throw error
  }
}

/** A copy of the object with other owner references. */
export function withOwnerReferences<T extends KubeObject>(object: T, ownerReferences: OwnerReference[]): T {
  const { ownerReferences: _, ...metadata } = object.metadata
  return { ...object, metadata: ownerReferences.length > 0 ? { ...metadata, ownerReferences } : metadata }
}
