import { readGenerated } from './generated.ts'
import { type GroupVersionKind, groupVersion, splitGroupVersion } from './object.ts'

/** A schema as OpenAPI has it; references are "#/definitions/<name>". */
export interface OpenApiSchema {
  $ref?: string
  type?: string
  format?: string
  description?: string
  default?: unknown
  enum?: readonly unknown[]
  required?: readonly string[]
  properties?: Record<string, OpenApiSchema>
  items?: OpenApiSchema
  additionalProperties?: OpenApiSchema | boolean
  allOf?: readonly OpenApiSchema[]
  oneOf?: readonly OpenApiSchema[]
  anyOf?: readonly OpenApiSchema[]
  not?: OpenApiSchema
  'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[]
  [extension: string]: unknown
}

interface OpenApiData {
  /** "apps/v1/Deployment" → "io.k8s.api.apps.v1.Deployment". */
  kinds: Record<string, string>
  definitions: Record<string, OpenApiSchema>
}

let data: OpenApiData | undefined
let kindsOf: Map<string, GroupVersionKind[]> | undefined

function openApiData(): OpenApiData {
  data ??= readGenerated('openapi.json') as OpenApiData
  return data
}

/** The definitions of all built-in types, by name. Read when first asked for. They have no descriptions. */
export function openApiDefinitions(): Readonly<Record<string, OpenApiSchema>> {
  return openApiData().definitions
}

/** The name of the definition that a built-in kind's objects have. */
export function definitionOf({ group, version, kind }: GroupVersionKind): string | undefined {
  const { kinds } = openApiData()
  const key = `${groupVersion(group, version)}/${kind}`
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined
}

/** The kinds whose objects a definition describes. */
export function kindsOfDefinition(name: string): readonly GroupVersionKind[] {
  if (!kindsOf) {
    kindsOf = new Map()
    for (const [key, definition] of Object.entries(openApiData().kinds)) {
      const slash = key.lastIndexOf('/')
      const gvk = { ...splitGroupVersion(key.slice(0, slash)), kind: key.slice(slash + 1) }
      kindsOf.set(definition, [...(kindsOf.get(definition) ?? []), gvk])
    }
  }
  return kindsOf.get(name) ?? []
}

/** A copy of a schema in which each schema right inside it has been changed. */
export function mapSchemas(schema: OpenApiSchema, change: (inner: OpenApiSchema) => OpenApiSchema): OpenApiSchema {
  const { properties, items, additionalProperties, allOf, oneOf, anyOf, not } = schema
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, change(inner)])),
    }),
    ...(items && { items: change(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties) }),
    ...(allOf && { allOf: allOf.map(change) }),
    ...(oneOf && { oneOf: oneOf.map(change) }),
    ...(anyOf && { anyOf: anyOf.map(change) }),
    ...(not && { not: change(not) }),
  }
}
