import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { isSchema } from '../../kinds/customresourcedefinition/schema-node.ts'
import { structType } from '../../schema/schema.ts'
import { structNode } from './built-in-schema.ts'
import type { SchemaNode } from './schema-node.ts'

const CONVENTIONS = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md'

/** What the API server publishes of these fields for every custom resource. */
const API_VERSION: SchemaNode = {
  type: 'string',
  description: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${CONVENTIONS}#resources`,
}
const KIND: SchemaNode = {
  type: 'string',
  description: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
}
const METADATA = `Standard object's metadata. More info: ${CONVENTIONS}#metadata`

/** The schema of a custom resource: of its definition's version, and the fields of every object. */
export function customResourceSchema(schema: JSONSchemaProps): SchemaNode {
  const node = schemaNode(schema)
  const own = node.properties?.() ?? new Map<string, SchemaNode>()
  const metadata = { ...structNode(structType('ObjectMeta')), description: METADATA }
  const properties = new Map([...own, ['apiVersion', API_VERSION], ['kind', KIND], ['metadata', metadata]])
  return { ...node, type: 'object', properties: () => properties }
}

function schemaNode(schema: JSONSchemaProps): SchemaNode {
  const { properties, items, additionalProperties, required, description, externalDocs } = schema
  const node: SchemaNode = { type: schema.type, description, enum: schema.enum, externalDocs }
  if (properties) {
    node.properties = () => new Map(Object.entries(properties).map(([name, value]) => [name, schemaNode(value)]))
  }
  if (required) node.required = new Set(required)
  if (isSchema(items)) node.items = () => schemaNode(items)
  if (isSchema(additionalProperties)) node.values = () => schemaNode(additionalProperties)
  return node
}
