/** The kinds of scalars: as in JSON, or one of those that have a reading of their own. */
export type ScalarKind =
  | 'string'
  | 'int32'
  | 'int64'
  | 'double'
  | 'bool'
  | 'bytes'
  | 'quantity'
  | 'intOrString'
  | 'time'
  | 'microTime'

/** What each scalar is called in Go, which is how error messages call it. */
const GO_SCALAR: Record<ScalarKind, string> = {
  string: 'string',
  int32: 'int32',
  int64: 'int64',
  double: 'float64',
  bool: 'bool',
  bytes: '[]uint8',
  quantity: 'resource.Quantity',
  intOrString: 'intstr.IntOrString',
  time: 'v1.Time',
  microTime: 'v1.MicroTime',
}

export interface ScalarType {
  readonly is: ScalarKind
  /** The Go type, as "int32" or "v1.Protocol". */
  readonly go: string
}

/** How the items of a list belong together: as one value, as a set of scalars, or as a map keyed by some of their fields. */
export type ListSemantics = 'atomic' | 'set' | 'map'

export interface ListType {
  readonly is: 'list'
  readonly go: string
  readonly items: Type
  readonly listType: ListSemantics
  /** The fields that tell the items of a 'map' apart. */
  readonly mapKeys: readonly string[]
}

export interface MapType {
  readonly is: 'map'
  readonly go: string
  readonly values: Type
  /** Whether it has one owner as a whole. */
  readonly atomic: boolean
}

/** Anything: RawExtension, JSON and what a custom resource does not describe. */
export interface AnyType {
  readonly is: 'any'
  readonly go: string
  readonly atomic: boolean
}

export type Type = ScalarType | ListType | MapType | StructType | AnyType

/** One field of a struct. */
export interface Field {
  readonly name: string
  readonly type: Type
  /** A scalar that is a pointer in Go: an explicit zero value differs from none and is kept. */
  readonly pointer: boolean
  /** In the object's JSON even when it is zero. */
  readonly always: boolean
  readonly required: boolean
  readonly enum?: readonly string[]
  readonly default?: string | number | boolean
  /** x-kubernetes-patch-merge-key. */
  readonly mergeKey?: string
  /** x-kubernetes-patch-strategy: "merge", "replace", "retainKeys". */
  readonly patchStrategies: readonly string[]
}

/** A field of which only the type is known; zero values are kept. */
export const plainField = (name: string, type: Type): Field => ({
  name,
  type,
  pointer: true,
  always: false,
  required: false,
  patchStrategies: [],
})

/** A struct. Its fields are read when first asked for, as types refer to each other and most are never wanted. */
export class StructType {
  readonly is = 'struct'
  private read: (() => Map<string, Field>) | undefined
  private known: Map<string, Field> | undefined
  private filled: readonly Field[] | undefined
  /**
   * `name` is the short name of types.gen.ts, `go` the Go type, as "v1.ServicePort". `atomic` structs have one owner as a
   * whole; of `open` ones, unknown fields are kept (a custom resource's x-kubernetes-preserve-unknown-fields).
   */
  constructor(
    readonly name: string,
    readonly go: string,
    readonly atomic: boolean,
    fields: () => Map<string, Field>,
    readonly open = false,
  ) {
    this.read = fields
  }
  get fields(): Map<string, Field> {
    if (this.known === undefined) {
      this.known = this.read!()
      this.read = undefined
    }
    return this.known
  }
  /** The fields that are in the JSON of every object. */
  get always(): readonly Field[] {
    this.filled ??= [...this.fields.values()].filter(f => f.always)
    return this.filled
  }
  /** Go's name of the struct without its package. */
  get goStruct(): string {
    return this.go.slice(this.go.indexOf('.') + 1)
  }
}

/** The scalar type of a kind, under its own Go name or another. */
export function scalarType(is: ScalarKind, go = GO_SCALAR[is]): ScalarType {
  return { is, go }
}

/** The type of a list of these items. */
export function listType(items: Type, semantics: ListSemantics, mapKeys: readonly string[] = []): ListType {
  return { is: 'list', go: `[]${items.go}`, items, listType: semantics, mapKeys }
}

/** The type of a map to these values. */
export function mapType(values: Type, atomic: boolean, go = `map[string]${values.go}`): MapType {
  return { is: 'map', go, values, atomic }
}

/** Anything whose fields have owners of their own: what server-side apply deduces of objects without a schema. */
export const DEDUCED: AnyType = { is: 'any', go: 'runtime.RawExtension', atomic: false }
/** Anything that has one owner. */
export const UNTYPED: AnyType = { is: 'any', go: 'v1.JSON', atomic: true }
