import { resources } from '../../api/discovery.ts'
import { splitGroupVersion } from '../../api/object.ts'

/** What a resource is, and what it is called. */
export interface ResourceId {
  group: string
  version: string
  kind: string
  name: string
  namespace: string
}

/** Part of a group, version and kind; '' and absent stand for any. */
export interface KindSelector {
  group?: string
  version?: string
  kind?: string
}

/** The ID of an object as it is now. */
export function idOf(object: Record<string, unknown>): ResourceId {
  const { group, version } = splitGroupVersion(text(object.apiVersion))
  const metadata = (object.metadata ?? {}) as Record<string, unknown>
  return { group, version, kind: text(object.kind), name: text(metadata.name), namespace: text(metadata.namespace) }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** "Service.v1.[noGrp]/web.[noNs]", as kustomize calls a resource. */
export function idText(id: ResourceId): string {
  return `${kindText(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`
}

/** "Deployment.v1.apps". */
export function kindText({ group = '', version = '', kind = '' }: KindSelector): string {
  return `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`
}

/** Whether a selector means a resource; what it leaves empty may be anything (Gvk.IsSelected). */
export function isSelected(id: ResourceId, { group, version, kind }: KindSelector): boolean {
  return (!group || group === id.group) && (!version || version === id.version) && (!kind || kind === id.kind)
}

/** Whether two IDs mean the same resource; no namespace is the namespace "default". */
export function sameId(a: ResourceId, b: ResourceId): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.group === b.group &&
    a.version === b.version &&
    (isClusterScoped(a) || sameNamespace(a, b))
  )
}

/** Whether two resources are in the same namespace, or both in none; no namespace is the namespace "default". */
export function sameNamespace(a: ResourceId, b: ResourceId): boolean {
  if (isClusterScoped(a) || isClusterScoped(b)) return isClusterScoped(a) === isClusterScoped(b)
  return (a.namespace || 'default') === (b.namespace || 'default')
}

/** Whether a built-in kind has no namespaces; kinds that are not built in have. */
export function isClusterScoped({ group, kind }: ResourceId): boolean {
  return resources().find(r => r.kind === kind && r.group === group)?.namespaced === false
}
