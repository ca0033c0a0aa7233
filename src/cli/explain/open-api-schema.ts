import type { GroupVersionKind } from '../../api/object.ts'
import type { SchemaNode } from './schema-node.ts'

/** The parts of an OpenAPI v3 document that tell of types. */
export interface OpenApiDocument {
  components?: { schemas?: Record<string, OpenApiSchema> }
}

interface OpenApiSchema {
  $ref?: string
  allOf?: OpenApiSchema[]
  type?: string
  description?: string
  properties?: Record<string, OpenApiSchema>
  required?: string[]
  items?: OpenApiSchema
  additionalProperties?: OpenApiSchema | boolean
  enum?: unknown[]
  externalDocs?: { description?: string; url?: string }
  'x-kubernetes-group-version-kind'?: GroupVersionKind[]
}

const PREFIX = '#/components/schemas/'

/** The schema of a kind in the document of its API version; undefined where the document has none. */
export function openApiSchema(document: OpenApiDocument, wanted: GroupVersionKind): SchemaNode | undefined {
  const schemas = document.components?.schemas ?? {}
  const found = Object.values(schemas).find(schema =>
    schema['x-kubernetes-group-version-kind']?.some(
      ({ group, version, kind }) => group === wanted.group && version === wanted.version && kind === wanted.kind,
    ),
  )
  return found && nodeOf(found, schemas)
}

function nodeOf(schema: OpenApiSchema, schemas: Record<string, OpenApiSchema>): SchemaNode {
  const { type, description, properties, required, items, additionalProperties, externalDocs } = schema
  const target = schema.$ref ?? (properties || schema.allOf?.length !== 1 ? undefined : schema.allOf[0]!.$ref)
  const referred = target === undefined ? undefined : resolved(target, schemas)
  const node: SchemaNode = { ...referred, description }
  if (referred) node.refersTo = () => referred
  if (target !== undefined) {
    node.id = target
    // a scalar of a type of its own, as Time, is called by what it is
    if (!referred?.type || referred.type === 'object') node.name = target.slice(target.lastIndexOf('.') + 1)
  }
  if (type !== undefined) node.type = type
  if (schema.enum) node.enum = schema.enum
  if (externalDocs) node.externalDocs = externalDocs
  if (required) node.required = new Set(required)
  if (properties)
    node.properties = () => new Map(Object.entries(properties).map(([name, value]) => [name, nodeOf(value, schemas)]))
  if (items) node.items = () => nodeOf(items, schemas)
  if (typeof additionalProperties === 'object') node.values = () => nodeOf(additionalProperties, schemas)
  return node
}

function resolved(target: string, schemas: Record<string, OpenApiSchema>): SchemaNode | undefined {
  const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : ''
  return Object.hasOwn(schemas, name) ? nodeOf(schemas[name]!, schemas) : undefined
}
