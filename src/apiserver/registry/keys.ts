import type { KubeObject } from '../../api/object.ts'
import { remembering } from '../../apimachinery/remembering.ts'
import type { Kind } from '../../kinds/kind.ts'

/** The keys of one kind; see etcd's layout. They are asked for again and again, and a text that is made anew is hashed anew. */
class Keys {
  private readonly root: string
  /** By namespace, '' for all. */
  readonly prefix: (namespace: string) => string
  /** Of namespaces, nodes and the like, which are few. */
  readonly ofName: (name: string) => string
  /** The key that was asked for last: it is asked for several times in a row. */
  private last = { namespace: '', name: '', key: '' }

  constructor({ storagePrefix }: Kind) {
    this.root = `/registry/${storagePrefix}/`
    this.prefix = remembering(namespace => (namespace === '' ? this.root : `${this.root}${namespace}/`))
    this.ofName = remembering(name => this.root + name)
  }

  inNamespace(namespace: string, name: string): string {
    if (this.last.name !== name || this.last.namespace !== namespace)
      this.last = { namespace, name, key: `${this.root}${namespace}/${name}` }
    return this.last.key
  }
}

const keys = new WeakMap<Kind, Keys>()

function keysOf(kind: Kind): Keys {
  let own = keys.get(kind)
  if (!own) {
    own = new Keys(kind)
    keys.set(kind, own)
  }
  return own
}

/** The prefix of all keys of a kind, or of one namespace of it. */
export function keyPrefix(kind: Kind, namespace: string): string {
  return keysOf(kind).prefix(kind.namespaced ? namespace : '')
}

/** The key of an object. */
export function keyOf(kind: Kind, namespace: string, name: string): string {
  return kind.namespaced ? keysOf(kind).inNamespace(namespace, name) : keysOf(kind).ofName(name)
}

/** Where an object is stored. */
export function keyOfObject(kind: Kind, object: KubeObject): string {
  return keyOf(kind, object.metadata.namespace ?? '', object.metadata.name ?? '')
}
