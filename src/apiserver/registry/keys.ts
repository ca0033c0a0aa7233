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
  return kind.namespaced ? keyInNamespace(kind, namespace, name) : keyOfCluster(kind, name)
}

/** The key of each kind's object that was asked for last: it is asked for several times in a row, and a text that is made anew is hashed anew. */
const last = new WeakMap<Kind, { namespace: string; name: string; key: string }>()

function keyInNamespace(kind: Kind, namespace: string, name: string): string {
  let before = last.get(kind)
  if (!before) {
    before = { namespace: '', name: '', key: '' }
    last.set(kind, before)
  }
  if (before.name !== name || before.namespace !== namespace) {
    before.namespace = namespace
    before.name = name
    before.key = `/registry/${kind.storagePrefix}/${namespace}/${name}`
  }
  return before.key
}

/** The keys of namespaces, nodes and the like: few, which are asked for again and again. */
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
