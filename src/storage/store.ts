import type { KubeObject } from '../api/object.ts'

/** One change of the store, as an informer sees it. `old` is there for MODIFIED; `object` is the last state for DELETED. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  key: string
  /** The resource version that the change has made. */
  revision: number
  object: KubeObject
  old?: KubeObject
}

/** How objects are found by something else than their key. */
export interface IndexDefinition {
  /** The values under which an object is found. */
  values(object: KubeObject): readonly string[]
  /** The part of an object that decides about them: two versions of an object that have the very same one are found alike. */
  source(object: KubeObject): unknown
  /**
   * For objects that still lie unparsed in the state file: a text that every object with a value has in its JSON, and the values
   * read from that JSON alone. Must give what `values` gives for the parsed object, or undefined where it cannot tell.
   */
  raw?: { text: string; values(json: string): readonly string[] | undefined }
  /** A text that every object with a value has in its JSON; undefined where none is known. Objects with a rare one are soon found. */
  textOf?(value: string): string | undefined
}

/**
 * The keys and values of one cluster, read through one consistent view and written inside a transaction.
 * Keys are etcd's: /registry/<storage prefix>/[<namespace>/]<name>. Objects handed out are shared: never mutate them.
 */
export interface ReadStore {
  /** The object at a key, or undefined. */
  get(key: string): KubeObject | undefined
  /** All objects whose key starts with the prefix (which ends with a slash), in the order of their keys. */
  list(prefix: string): readonly KubeObject[]
  /** The keys that start with a prefix, in order, without loading any object. A prefix ends with a slash, or (a part of a name) a dot. */
  keys(prefix: string): string[]
  /** Objects below `prefix` for which the index registered as `index` gave `value`, in the order of their keys. */
  byIndex(prefix: string, index: string, value: string): KubeObject[]
  /** The resource version of the newest write. */
  readonly revision: number
}

export interface WriteStore extends ReadStore {
  /** Stores an object and returns it with its new metadata.resourceVersion. */
  put(key: string, object: KubeObject): KubeObject
  /** As `put`, for an object and metadata that nobody else has: they are the store's from now on. */
  putOwn(key: string, object: KubeObject): KubeObject
  delete(key: string): void
  /** Stores a value that is not an API object: it has no resource version and nobody is told. */
  putValue(key: string, value: object | undefined): void
}
