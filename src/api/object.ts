/** Plain JSON, as it travels in requests and lies in the state file. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Reference from a dependent to its owner: metadata.ownerReferences[]. */
export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

/** One manager's entry in metadata.managedFields. */
export interface ManagedFieldsEntry {
  manager?: string
  operation?: string
  apiVersion?: string
  time?: string
  fieldsType?: string
  fieldsV1?: Json
  subresource?: string
}

export interface ObjectMeta {
  name?: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string | null
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  finalizers?: string[]
  ownerReferences?: OwnerReference[]
  managedFields?: ManagedFieldsEntry[]
  selfLink?: string
}

/** Any Kubernetes object. The typed kinds of `types.gen.ts` are assignable to it. */
export interface KubeObject {
  apiVersion?: string
  kind?: string
  metadata: ObjectMeta
}

/** A group, a version and a kind, as "apps", "v1", "Deployment"; the core group is "". */
export interface GroupVersionKind {
  group: string
  version: string
  kind: string
}

/** "v1" or "apps/v1". */
export function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`
}

/** A kind or a resource with its group: "pods", "deployments.apps" (GroupResource.String, GroupKind.String). */
export function withGroup(name: string, group: string): string {
  return group === '' ? name : `${name}.${group}`
}

/** Splits an apiVersion: "apps/v1" is group "apps", version "v1"; "v1" is group "", version "v1". */
export function splitGroupVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}
