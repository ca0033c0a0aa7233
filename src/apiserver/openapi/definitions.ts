import { type ApiResource, resources } from '../../api/discovery.ts'
import type { GroupVersionKind } from '../../api/object.ts'
import { definitionOf, kindsOfDefinition, type OpenApiSchema, openApiDefinitions } from '../../api/openapi.ts'
import { type DefinedVersion, definedSchemas, definitionName } from './custom-resources.ts'

/** What the names of the definitions begin with that all groups have in common. */
export const META = 'io.k8s.apimachinery.pkg.apis.meta.v1'
/** What each group has of its own, by the same definition. */
const IN_EVERY_GROUP = new Set([`${META}.DeleteOptions`, `${META}.WatchEvent`])
const REFERENCE = '#/definitions/'

/** Definitions by name. */
export type Definitions = Map<string, OpenApiSchema>

/** The name of the definition of a resource's objects. */
export function resourceDefinition(r: ApiResource, kind: GroupVersionKind): string {
  return definitionOf(kind) ?? (r.isCustom ? definitionName(kind) : `${META}.Status`)
}

/**
 * The definitions of some names and of all that these refer to, in the order of their names. `custom` are those of the cluster's own
 * resources; `groupVersions` the groups and versions that are served.
 */
export function definitionsFor(
  names: Iterable<string>,
  custom: readonly DefinedVersion[],
  groupVersions: readonly { group: string; version: string }[],
  openApi: 2 | 3,
): Definitions {
  const builtIn = openApiDefinitions()
  const own = new Map(custom.flatMap(defined => [...definedSchemas(defined, openApi)]))
  const found: Definitions = new Map()
  const visit = (name: string) => {
    if (found.has(name)) return
    const schema = own.get(name) ?? (Object.hasOwn(builtIn, name) ? withKinds(name, builtIn[name]!) : undefined)
    if (!schema) return
    found.set(name, schema)
    for (const reference of references(schema)) visit(reference)
  }
  for (const name of names) visit(name)
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))

  function withKinds(name: string, schema: OpenApiSchema): OpenApiSchema {
    const own = kindsOfDefinition(name)
    if (own.length === 0) return schema
    const kind = own[0]!.kind
    const kinds = IN_EVERY_GROUP.has(name) ? groupVersions.map(gv => ({ ...gv, kind })) : own
    return {
      ...withListDescription(schema, kind),
      'x-kubernetes-group-version-kind': kinds.map(({ group, version, kind }) => ({ group, kind, version })),
    }
  }
}

/** The names of all definitions. */
export function allDefinitionNames(custom: readonly DefinedVersion[]): string[] {
  return [...Object.keys(openApiDefinitions()), ...custom.flatMap(defined => [...definedSchemas(defined, 2).keys()])]
}

/** What a list holds: "List of services". */
function withListDescription(schema: OpenApiSchema, kind: string): OpenApiSchema {
  const { properties } = schema
  if (!kind.endsWith('List') || !properties?.items) return schema
  const plural = resources().find(r => r.kind === kind.slice(0, -'List'.length))?.resource ?? 'objects'
  return { ...schema, properties: { ...properties, items: { description: `List of ${plural}`, ...properties.items } } }
}

function* references(schema: unknown): Iterable<string> {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string') yield value.slice(REFERENCE.length)
    else yield* references(value)
  }
}
