import type { KubeObject } from '../../api/object.ts'
import { remembering } from '../../apimachinery/remembering.ts'
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
const known = new WeakMap<Kind, (name: string) => string>()

function keyOfCluster(kind: Kind, name: string): string {
  let keyOfName = known.get(kind)
  if (!keyOfName) {
    keyOfName = remembering(name => `/registry/${kind.storagePrefix}/${name}`)
    known.set(kind, keyOfName)
  }
  return keyOfName(name)
}

/** Where an object is stored. */
export function keyOfObject(kind: Kind, object: KubeObject): string {
  return keyOf(kind, object.metadata.namespace ?? '', object.metadata.name ?? '')
}
