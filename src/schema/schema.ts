import { type GroupVersionKind, groupVersion } from '../api/object.ts'
import { parseField } from './field-text.ts'
import { schemaData } from './schema-data.ts'
import { type Field, StructType, type Type } from './types.ts'

const structs = new Map<string, StructType>()
/** By the very object that names the kind: one of those that are made once and used again and again. */
const schemas = new WeakMap<object, StructType>()

// Registered in every group and version of the real API server.
const IN_EVERY_GROUP = new Set(['DeleteOptions', 'Status', 'WatchEvent'])

/** The type of a built-in kind's objects; undefined for kinds that are not built in. */
export function schemaFor(gvk: Pick<GroupVersionKind, 'group' | 'version' | 'kind'>): StructType | undefined {
  const known = schemas.get(gvk)
  if (known) return known
  const { kinds } = schemaData()
  const key = IN_EVERY_GROUP.has(gvk.kind) ? `v1/${gvk.kind}` : `${groupVersion(gvk.group, gvk.version)}/${gvk.kind}`
  if (!Object.hasOwn(kinds, key)) return undefined
  const schema = structType(kinds[key]!)
  schemas.set(gvk, schema)
  return schema
}

/** A struct type by the name it has in types.gen.ts, such as "PodSpec". Throws a RangeError for an unknown one. */
export function structType(name: string): StructType {
  const known = structs.get(name)
  if (known !== undefined) return known
  const type = newStruct(name, false)
  structs.set(name, type)
  return type
}

function newStruct(name: string, granular: boolean): StructType {
  const { types, goNames, atomic } = schemaData()
  if (!Object.hasOwn(types, name)) throw new RangeError(`there is no type ${name}`)
  const go = Object.hasOwn(goNames, name) ? goNames[name]! : `v1.${name}`
  return new StructType(name, go, !granular && atomic.includes(name), () => parseFields(types[name]!))
}

function parseFields(text: string): Map<string, Field> {
  const fields = text
    .split('\n')
    .map(line => parseField(line, (name, granular) => (granular ? newStruct(name, true) : structType(name))))
  return new Map(fields.map(field => [field.name, field]))
}

/** The type of what is under `name` in a value of a type: a struct's field, or a map's value. */
export function memberType(type: Type, name: string): Type | undefined {
  if (type.is === 'struct') return type.fields.get(name)?.type
  return type.is === 'map' ? type.values : undefined
}
