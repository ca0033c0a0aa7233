import type { GroupVersionKind } from '../../api/object.ts'
import { mapSchemas, type OpenApiSchema } from '../../api/openapi.ts'
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../../api/types.gen.ts'
import { isEstablished } from '../../kinds/customresource/definitions.ts'

const META = '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1'

/** One served version of a definition. */
export interface DefinedVersion {
  definition: CustomResourceDefinition
  version: CustomResourceDefinitionVersion
}

/** The served versions of the definitions that are in force. */
export function definedVersions(definitions: readonly CustomResourceDefinition[]): DefinedVersion[] {
  return definitions
    .filter(isEstablished)
    .flatMap(definition => definition.spec.versions.filter(v => v.served).map(version => ({ definition, version })))
}

/** The name of the definition of a custom kind: "com.example.stable.v1.CronTab". */
export function definitionName({ group, version, kind }: GroupVersionKind): string {
  return [...group.split('.').reverse(), version, kind].join('.')
}

/** The definitions of a custom kind and of its lists, as apiextensions publishes them in a version of OpenAPI. */
export function definedSchemas({ definition, version }: DefinedVersion, openApi: 2 | 3): Map<string, OpenApiSchema> {
  const { group, names } = definition.spec
  const { kind, listKind = `${kind}List` } = names
  const name = definitionName({ group, version: version.name, kind })
  const own = (kind: string) => [{ group, kind, version: version.name }]
  const list: OpenApiSchema = {
    description: `${listKind} is a list of ${kind}`,
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: TYPE_META.apiVersion,
      items: {
        description: `List of ${names.plural}. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md`,
        type: 'array',
        items: { $ref: `#/definitions/${name}` },
      },
      kind: TYPE_META.kind,
      metadata: { $ref: `${META}.ListMeta` },
    },
    'x-kubernetes-group-version-kind': own(listKind),
  }
  const object = { ...published(version, openApi), 'x-kubernetes-group-version-kind': own(kind) }
  return new Map([
    [name, object],
    [definitionName({ group, version: version.name, kind: listKind }), list],
  ])
}

function published({ schema }: CustomResourceDefinitionVersion, openApi: 2 | 3): OpenApiSchema {
  const own = schema?.openAPIV3Schema as OpenApiSchema | undefined
  // whatever else was said, clients of version 2 would take all other fields to be unknown
  if (!own || (openApi === 2 && own['x-kubernetes-preserve-unknown-fields'])) return { type: 'object' }
  const root = withEmbeddedFields(own, openApi)
  const fields = openApi === 2 ? structuralV2(root) : root
  return { ...fields, properties: { ...fields.properties, ...TYPE_META, metadata: OBJECT_META } }
}

/** Resources within resources have what every object has. */
function withEmbeddedFields(schema: OpenApiSchema, openApi: 2 | 3): OpenApiSchema {
  const inner = mapSchemas(schema, s => withEmbeddedFields(s, openApi))
  if (!schema['x-kubernetes-embedded-resource']) return inner
  if (openApi === 2 && schema['x-kubernetes-preserve-unknown-fields']) return inner
  const required = [...new Set([...(schema.required ?? []), 'kind', 'apiVersion'])]
  return { ...inner, properties: { ...inner.properties, ...TYPE_META, metadata: OBJECT_META }, required }
}

/** A schema without what clients of version 2 would misread. Source: ToStructuralOpenAPIV2. */
function structuralV2(schema: OpenApiSchema): OpenApiSchema {
  const { allOf: _, oneOf: __, anyOf: ___, not: ____, nullable, ...rest } = schema
  const open = rest['x-kubernetes-preserve-unknown-fields'] === true
  const result = { ...rest }
  if (nullable || open) {
    delete result.items
    delete result.properties
  }
  if (nullable || (result.type === 'array' && !result.items) || (open && result.type === 'object')) delete result.type
  const required = schema.required?.filter(name => !result.properties?.[name]?.nullable)
  if (required?.length) result.required = required
  else delete result.required
  return mapSchemas(result, structuralV2)
}

const CONVENTIONS = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md'

const TYPE_META = {
  apiVersion: {
    description: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${CONVENTIONS}#resources`,
    type: 'string',
  },
  kind: {
    description: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
    type: 'string',
  },
} satisfies Record<string, OpenApiSchema>

const OBJECT_META: OpenApiSchema = {
  description: `Standard object's metadata. More info: ${CONVENTIONS}#metadata`,
  $ref: `${META}.ObjectMeta`,
}
