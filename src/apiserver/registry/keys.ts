import type { KubeObject } from '../../api/object.ts'
import type { Kind } from '../../kinds/kind.ts'

/** The prefix of all keys of a kind, or of one namespace of it. */
export function keyPrefix(kind: Kind, namespace: string): string {
  const root = `/registry/${kind.storagePrefix}/`
  return kind.namespaced && namespace !== '' ? `${root}${namespace}/` : root
}

/** The key of an object; see etcd's layout. */
export function keyOf(kind: Kind, namespace: string, name: string): string {
  return kind.namespaced ? `/registry/${kind.storagePrefix}/${namespace}/${name}` : keyOfCluster(kind, name)
}

/** The keys of namespaces, nodes and the like, which are asked for again and again: a text that is made anew is hashed anew. */
const known = new WeakMap<Kind, Map<string, string>>()
const MAX_KNOWN = 1000

function keyOfCluster(kind: Kind, name: string): string {
  let keys = known.get(kind)
  if (!keys) {
    keys = new Map()
    known.set(kind, keys)
  }
  let key = keys.get(name)
  if (key === undefined) {
    key = `/registry/${kind.storagePrefix}/${name}`
    if (keys.size < MAX_KNOWN) keys.set(name, key)
  }
  return key
}

/** Where an object is stored. */
export function keyOfObject(kind: Kind, object: KubeObject): string {
  return keyOf(kind, object.metadata.namespace ?? '', object.metadata.name ?? '')
}
