import type { TableColumn } from '../api/discovery.ts'
import type { KubeObject } from '../api/object.ts'
import type { Clock } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'
import type { ErrorList } from '../apimachinery/validation/field.ts'
import type { NameValidator } from '../apimachinery/validation/object-names.ts'
import type { StructType } from '../schema/types.ts'
import type { Cell } from './table.ts'

/** Who makes a request. */
export interface UserInfo {
  username: string
  groups: readonly string[]
  uid?: string
  extra?: Readonly<Record<string, readonly string[]>>
}

/**
 * What the hooks of a kind may look at and change while a write is under way. Everything happens inside the request's
 * transaction: if the request fails later, all of it is undone.
 */
export interface WriteContext {
  readonly clock: Clock
  readonly random: Random
  readonly user: UserInfo
  readonly dryRun: boolean
  /** An object by resource ("services", "deployments.apps"), namespace ('' for cluster-scoped) and name. */
  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined
  /** All objects of a resource, of one namespace or ('' or absent) of all, in key order. */
  list<T extends KubeObject>(resource: string, namespace?: string): readonly T[]
  /** Writes that belong to this one, such as the IPAddress of a Service: stored as they are, without admission. */
  put(resource: string, object: KubeObject): void
  remove(resource: string, namespace: string, name: string): void
  /** Adds a warning to the response (an HTTP 299 header; kubectl prints it as "Warning: …"). */
  warn(message: string): void
}

/** How a kind is deleted with a grace period (pods): the registry's RESTGracefulDeleteStrategy. */
export interface GracefulDeletion<T extends KubeObject> {
  /**
   * The grace period in seconds for this deletion, `requested` being the caller's (undefined: none given).
   * 0 means that the object goes at once.
   */
  gracePeriodSeconds(object: T, requested: number | undefined): number
}

/** A subresource that changes one part of the object: keeps everything else (but what the real one lets through). */
export interface PartialUpdate<T extends KubeObject> {
  prepareForUpdate(object: T, old: T, context: WriteContext): void
  validateUpdate(object: T, old: T, context: WriteContext): ErrorList
}

/** Scale subresource: where replicas and selector are. */
export interface ScaleAccess<T extends KubeObject> {
  replicas(object: T): number
  statusReplicas(object: T): number
  /** The selector in text form, for Scale.status.selector. */
  selector(object: T): string
  /** A copy with other replicas. */
  withReplicas(object: T, replicas: number): T
}

/**
 * Everything about one kind that the generic API server must know: the registry "strategy" of Kubernetes.
 * A kind is one file that exports one of these; `src/kinds/registry.ts` lists them.
 *
 * The object given to a hook is the request's own deep copy (hooks may change it in place); `old` is stored and must
 * never be changed. Order on create: setDefaults → mutating admission → beginCreate → prepareForCreate → (metadata
 * validation +) validate → warnings → validating admission → stored. On update: setDefaults → mutating admission →
 * beginUpdate → prepareForUpdate → (metadata validation +) validateUpdate → warnings → validating admission → stored
 * (nothing is written when nothing changed).
 */
export interface Kind<T extends KubeObject = KubeObject> {
  group: string
  version: string
  kind: string
  /** The kind of its collections, where that is not the kind with "List" at its end. */
  listKind?: string
  /** Plural, lower case: "services". */
  resource: string
  namespaced: boolean
  /** Below /registry/: "services/specs", "pods", "minions". */
  storagePrefix: string
  /** The fields of a kind that is not built in. */
  schema?: StructType
  /** Finalizers need no domain: so it is with what the core of Kubernetes does not define. */
  anyFinalizer?: boolean
  /** What the API answers for a stored object, where that is not the object itself: another version, newer defaults. */
  serve?(stored: T): T
  /** The form in which an object is stored, for a kind that is kept as another and always served from that. */
  keptAs?(object: T): KubeObject
  /** The same objects as other versions of the API have them; whichever version one was written in, each serves it as its own. */
  otherVersions?: readonly Kind[]
  /** The rule for metadata.name. */
  validateName: NameValidator
  /** Fills what the client left out. Also called on objects that controllers and patches make. */
  setDefaults?(object: T): void
  /** Allocations that precede validation (cluster IPs). */
  beginCreate?(object: T, context: WriteContext): void
  beginUpdate?(object: T, old: T, context: WriteContext): void
  /** Drops what clients may not set (status) and sets the generation. */
  prepareForCreate?(object: T, context: WriteContext): void
  /** Keeps what this endpoint may not change (status), bumps the generation when the spec changes. */
  prepareForUpdate?(object: T, old: T, context: WriteContext): void
  /** All errors but those of metadata, in the API server's order. */
  validate(object: T, context: WriteContext): ErrorList
  validateUpdate(object: T, old: T, context: WriteContext): ErrorList
  /** Warnings of create (old undefined) and update. */
  warnings?(object: T, old?: T): string[]
  /** The status subresource; absent where there is none. */
  status?: PartialUpdate<T>
  /** Other subresources of the kind, by name: a pod's resize and ephemeralcontainers. */
  parts?: Record<string, PartialUpdate<T>>
  scale?: ScaleAccess<T>
  /** Why one object may not be deleted by its name, whoever asks; deleting a collection does not ask. */
  refuseDeletion?(object: T): string | undefined
  /** What holds an object back from removal besides metadata.finalizers: a namespace's spec.finalizers. */
  hasFinalizers?(object: T): boolean
  /** The object stays for now but is being deleted: a namespace becomes Terminating. */
  prepareForDeletion?(object: T): void
  /** Releases what beginCreate took; called in the transaction that removes the object. */
  afterDelete?(object: T, context: WriteContext): void
  /** Field selectors beyond metadata.name and metadata.namespace: label → value in text form. */
  fields?: Record<string, (object: T) => string>
  /** 'label': "field label not supported: X" (legacy kinds with a conversion func); 'known': "X is not a known field selector: only …". */
  unknownFieldError?: 'label' | 'known'
  /** The columns of the table, for a kind that discovery does not know. */
  columns?: readonly TableColumn[]
  /** The cells of a row, one for each column that discovery lists (wide ones included). Absent: name and age. */
  row?(object: T, now: Date): Cell[]
  /** The order of a table's rows, where it is not that of the names. */
  rowOrder?(a: T, b: T): number
  graceful?: GracefulDeletion<T>
  /** All objects of a kind of which nothing is stored, in the order in which they are listed. */
  found?: readonly T[]
  /** A warning that every response about this kind carries (a deprecated API). */
  deprecationWarning?: string
  /** PUT to a name that does not exist creates it (Endpoints, Lease, Event). */
  allowCreateOnUpdate?: boolean
  /** An update must say which version it replaces (where this is false). */
  allowUnconditionalUpdate?: boolean
  /** What a deletion without propagationPolicy does to dependents. Default 'background'. */
  defaultPropagation?: 'background' | 'orphan'
}

/** Erases the type parameter, for the registry's list: the generic code hands each kind only its own objects. */
export function kind<T extends KubeObject>(definition: Kind<T>): Kind {
  return definition as unknown as Kind
}
