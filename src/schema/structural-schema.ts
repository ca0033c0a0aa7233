import { structType } from './schema.ts'
import { DEDUCED, type Field, listType, mapType, plainField, StructType, scalarType, type Type } from './types.ts'

/** What is used here of a CustomResourceDefinition's openAPIV3Schema. */
export interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  required?: string[]
  default?: unknown
  enum?: unknown[]
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-int-or-string'?: boolean
  'x-kubernetes-embedded-resource'?: boolean
  'x-kubernetes-list-type'?: string
  'x-kubernetes-list-map-keys'?: string[]
  'x-kubernetes-map-type'?: string
}

/** The type of a custom resource's objects, by the structural schema of its version; without one, anything goes below the metadata. */
export function typeOfStructuralSchema(schema: JsonSchema | undefined, kind: string): StructType {
  return objectType(schema ?? { 'x-kubernetes-preserve-unknown-fields': true }, kind, true)
}

function objectType(schema: JsonSchema, name: string, resource: boolean): StructType {
  const fields = () => {
    const own = Object.entries(schema.properties ?? {}).map(([key, property]) => fieldOf(key, property, schema))
    const map = new Map(own.map(field => [field.name, field]))
    if (!resource) return map
    for (const key of ['apiVersion', 'kind']) map.set(key, plainField(key, scalarType('string')))
    return map.set('metadata', plainField('metadata', structType('ObjectMeta')))
  }
  const atomic = schema['x-kubernetes-map-type'] === 'atomic'
  return new StructType(name, name, atomic, fields, schema['x-kubernetes-preserve-unknown-fields'] === true)
}

function fieldOf(name: string, property: JsonSchema, parent: JsonSchema): Field {
  const fallback = property.default
  const scalar = typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean'
  return {
    ...plainField(name, typeOf(property, name)),
    required: parent.required?.includes(name) === true,
    ...(scalar && { default: fallback }),
  }
}

function typeOf(schema: JsonSchema, name: string): Type {
  if (schema['x-kubernetes-int-or-string']) return scalarType('intOrString')
  switch (schema.type) {
    case 'string':
      return scalarType('string')
    case 'integer':
      return scalarType('int64')
    case 'number':
      return scalarType('double')
    case 'boolean':
      return scalarType('bool')
    case 'array': {
      const semantics = schema['x-kubernetes-list-type']
      const items = schema.items ? typeOf(schema.items, name) : DEDUCED
      return listType(
        items,
        semantics === 'map' || semantics === 'set' ? semantics : 'atomic',
        schema['x-kubernetes-list-map-keys'],
      )
    }
    case 'object':
      if (typeof schema.additionalProperties === 'object')
        return mapType(typeOf(schema.additionalProperties, name), schema['x-kubernetes-map-type'] === 'atomic')
      if (schema.additionalProperties === true) return DEDUCED
      return objectType(schema, name, schema['x-kubernetes-embedded-resource'] === true)
    default:
      return DEDUCED
  }
}
