import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { LabelSelector } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches } from '../../apimachinery/labels/selector.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { candidatesOf } from './selected.ts'

/** What a controller claims, and how it knows its own. */
export interface Claim<T extends KubeObject> {
  owner: KubeObject
  reference: OwnerReference
  /** Resource of the objects. */
  resource: string
  /** Of the owner. */
  selector: LabelSelector | undefined
  /** What it takes to be the owner's besides its labels. */
  isMember?(object: T): boolean
  /** What an adopted object gets. */
  finalizer?: string
}

/** The objects that a controller may claim: those that it controls, and the orphans that its selector may select. */
export function claimable<T extends KubeObject>(
  { owner, reference, resource, selector }: Claim<T>,
  context: ControllerContext,
): T[] {
  const owned = context.byIndex<T>(resource, 'owner', reference.uid).filter(controllerOf)
  const candidates = candidatesOf<T>(resource, owner.metadata.namespace!, selector, context, 'orphan')
  return [...owned, ...candidates.filter(o => !controllerOf(o))]
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
  const selector = selectorFromLabelSelector(claim.selector)
  const isSelected = (object: T) => matches(selector, object.metadata.labels) && (claim.isMember?.(object) ?? true)
  const deleting = claim.owner.metadata.deletionTimestamp !== undefined
  for (const object of candidates) {
    const controller = controllerOf(object)
    if (controller) {
      if (controller.uid !== claim.reference.uid) continue
      if (isSelected(object)) claimed.push(object)
      else if (!deleting) release(object, claim, context)
    } else if (!deleting && object.metadata.deletionTimestamp === undefined && isSelected(object)) {
      const adopted = adopt(object, claim, context)
      if (adopted) claimed.push(adopted)
    }
  }
  return claimed
}

function adopt<T extends KubeObject>(object: T, claim: Claim<T>, context: ControllerContext): T | undefined {
  const others = (object.metadata.ownerReferences ?? []).filter(r => r.uid !== claim.reference.uid)
  const { finalizers = [] } = object.metadata
  const { finalizer } = claim
  const isHeld = finalizer === undefined || finalizers.includes(finalizer)
  const held = isHeld ? object : { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } }
  return write(held, [...others, claim.reference], claim, context)
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
