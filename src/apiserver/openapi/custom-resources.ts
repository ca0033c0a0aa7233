import type { GroupVersionKind } from '../../api/object.ts'
import type { OpenApiSchema } from '../../api/openapi.ts'
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

/** The definitions of a custom kind and of its lists, as apiextensions publishes them. */
export function definedSchemas({ definition, version }: DefinedVersion): Map<string, OpenApiSchema> {
  const { group, names } = definition.spec
  const { kind, listKind = `${kind}List` } = names
  const name = definitionName({ group, version: version.name, kind })
  const own = (kind: string) => [{ group, kind, version: version.name }]
  const schema = (version.schema?.openAPIV3Schema ?? {}) as OpenApiSchema
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true && !schema.properties
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
  const object: OpenApiSchema = open
    ? { ...schema, 'x-kubernetes-group-version-kind': own(kind) }
    : {
        ...(version.schema ? schema : { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
        properties: { ...schema.properties, ...TYPE_META, metadata: OBJECT_META },
        'x-kubernetes-group-version-kind': own(kind),
      }
  return new Map([
    [name, object],
    [`${definitionName({ group, version: version.name, kind: listKind })}`, list],
  ])
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
