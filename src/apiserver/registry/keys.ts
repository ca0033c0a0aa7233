import type { KubeObject } from '../../api/object.ts'
import type { Kind } from '../../kinds/kind.ts'

/** The prefix of all keys of a kind, or of one namespace of it. */
export function keyPrefix(kind: Kind, namespace: string): string {
  const root = `/registry/${kind.storagePrefix}/`
  return kind.namespaced && namespace !== '' ? `${root}${namespace}/` : root
}

/** The key of an object; see etcd's layout. */
export function keyOf(kind: Kind, namespace: string, name: string): string {
  return `/registry/${kind.storagePrefix}/${kind.namespaced ? `${namespace}/` : ''}${name}`
}

/** Where an object is stored. */
export function keyOfObject(kind: Kind, object: KubeObject): string {
  return keyOf(kind, object.metadata.namespace ?? '', object.metadata.name ?? '')
}
