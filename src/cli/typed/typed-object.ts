import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import { decodeTyped } from '../../schema/decode.ts'
import { setOwn } from '../../schema/json-value.ts'
import { schemaFor } from '../../schema/schema.ts'
import type { StructType, Type } from '../../schema/types.ts'
import { LAST_APPLIED } from '../apply/last-applied.ts'
import { toCompactJson } from '../printers/json.ts'
import { fieldOrder } from './field-order.ts'

/**
 * An object as kubectl holds it where it knows its Go type: without unknown fields, with the structs that are always written (`status: {}`), its
 * keys in the order of the struct's fields. An object of a kind that is not built in is returned as it is. Throws a DecodeError.
 */
export function typedObject<T extends KubeObject>(object: T): T {
  const type = typeOf(object)
  if (type === undefined) return object
  const { object: decoded } = decodeTyped(object as unknown as Record<string, unknown>, type, false)
  return inOrder(decoded, type) as T
}

/** The struct type of an object's kind; undefined for kinds that are not built in. */
export function typeOf(object: KubeObject): StructType | undefined {
  return schemaFor({ ...splitGroupVersion(object.apiVersion ?? ''), kind: object.kind ?? '' })
}

/**
 * A typed object with the annotation that `kubectl apply` reads: itself as one line of JSON, in the order of Go's structs and without an annotations
 * field where the annotation is the only one.
 */
export function typedWithLastApplied<T extends KubeObject>(object: T): T {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {}
  const bare = typedObject({ ...object, metadata: { ...object.metadata, annotations } })
  const text = `${toCompactJson(bare, 'given')}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } }
}

function inOrder(value: unknown, type: Type): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (type.is === 'list') return (value as unknown[]).map(item => inOrder(item, type.items))
  if (type.is === 'map') {
    if (!holdsStructs(type.values)) return value
    const ordered: Record<string, unknown> = {}
    for (const [key, member] of Object.entries(value)) setOwn(ordered, key, inOrder(member, type.values))
    return ordered
  }
  return type.is === 'struct' ? structInOrder(value as Record<string, unknown>, type) : value
}

function structInOrder(value: Record<string, unknown>, type: StructType): Record<string, unknown> {
  const { fields } = type
  const ordered: Record<string, unknown> = {}
  const isObject = fields.has('metadata') && fields.has('kind')
  for (const name of fieldOrder(type.name, isObject)) take(name)
  for (const name of Object.keys(value).sort()) if (!Object.hasOwn(ordered, name)) take(name)
  return ordered

  function take(name: string): void {
    if (!Object.hasOwn(value, name)) return
    const field = fields.get(name)
    ordered[name] = field ? inOrder(value[name], field.type) : value[name]
  }
}

const holdsStructs = (type: Type): boolean => type.is === 'struct' || type.is === 'list' || type.is === 'map'
