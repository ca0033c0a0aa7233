import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { ControllerContext } from '../controller.ts'
import { resourceOfKind } from './resource-of-kind.ts'

export const ORPHAN = 'orphan'
export const FOREGROUND = 'foregroundDeletion'

/** Whether the object waits, marked for deletion, until its dependents are gone. */
export function isDeletingDependents({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(FOREGROUND) === true
}

/** Whether the object waits, marked for deletion, until its dependents are let go. */
export function isOrphaningDependents({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(ORPHAN) === true
}

/** The key of an object for the garbage collector: resource/namespace/name. */
export function collectorKey(resource: string, { metadata }: KubeObject): string {
  return `${resource}/${metadata.namespace ?? ''}/${metadata.name}`
}

/** What an owner reference leads to. */
export type Owner =
  | { state: 'present'; resource: string; object: KubeObject }
  /** Not there, or another of the same name. */
  | { state: 'absent' }
  /** Of a kind that nobody serves, or in a namespace although the dependent is in none: nothing can be said of it. */
  | { state: 'unresolvable' }

/** Looks up the owner that a dependent's reference means. Owners are of the dependent's namespace, or of none. */
export function findOwner(reference: OwnerReference, dependent: KubeObject, context: ControllerContext): Owner {
  const found = resourceOfKind(reference.apiVersion, reference.kind, context)
  if (!found) return { state: 'unresolvable' }
  const namespace = dependent.metadata.namespace ?? ''
  if (found.namespaced && namespace === '') return { state: 'unresolvable' }
  const object = context.get(found.resource, found.namespaced ? namespace : '', reference.name)
  if (object?.metadata.uid !== reference.uid) return { state: 'absent' }
  return { state: 'present', resource: found.resource, object }
}
