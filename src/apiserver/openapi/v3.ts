import type { ApiResource } from '../../api/discovery.ts'
import { mapSchemas, type OpenApiSchema } from '../../api/openapi.ts'
import { VERSION } from '../version.ts'
import type { DefinedVersion } from './custom-resources.ts'
import { definitionsFor, META } from './definitions.ts'
import { groupIdentifier, type Operation, type PathItem, STATUS_TEXT, tagOf } from './operation.ts'
import { pathsOf } from './operations.ts'
import { type Parameter, pathParameter, queryParameter } from './parameters.ts'

const JSON_TYPE = 'application/json'
const YAML_TYPE = 'application/yaml'
const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]

/** The OpenAPI 3.0 description of one group's version: its resources' paths and the schemas that these are about. */
export function openApiV3(
  resources: readonly ApiResource[],
  custom: readonly DefinedVersion[],
  groupVersions: readonly { group: string; version: string }[],
): object {
  const items = resources.flatMap(r => pathsOf(r).map(item => ({ item, r })))
  const names = items.flatMap(({ item }) => item.operations.flatMap(o => [o.body, o.answer]))
  const own = resources[0] ? [resourceList(resources[0])] : []
  const definitions = definitionsFor(
    [`${META}.APIResourceList`, `${META}.WatchEvent`, ...names.filter(n => n !== undefined)],
    custom,
    groupVersions,
    3,
  )
  const paths = [...own, ...items.map(({ item, r }) => [item.path, pathItem(item, r)] as const)]
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: VERSION.gitVersion },
    paths: Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { schemas: Object.fromEntries([...definitions].map(([name, schema]) => [name, schemaV3(schema)])) },
  }
}

/** References are to other places than in version 2, and stand alone: what is beside them goes around them. */
function schemaV3(schema: OpenApiSchema): OpenApiSchema {
  const { $ref, ...others } = mapSchemas(schema, schemaV3)
  if ($ref === undefined) return others
  const reference = { $ref: $ref.replace('#/definitions/', '#/components/schemas/') }
  return Object.keys(others).length ? { ...others, allOf: [reference] } : reference
}

const schemaRef = (definition: string | undefined) =>
  definition === undefined ? { type: 'string' } : { $ref: `#/components/schemas/${definition}` }

function resourceList(r: ApiResource): readonly [string, object] {
  const path = r.group === '' ? `/api/${r.version}/` : `/apis/${r.group}/${r.version}/`
  const content = { [JSON_TYPE]: { schema: schemaRef(`${META}.APIResourceList`) } }
  const get = {
    tags: [tagOf(r)],
    description: 'get available resources',
    operationId: `get${groupIdentifier(r.group)}${r.version}APIResources`,
    responses: { 200: { description: 'OK', content } },
  }
  return [path, { get }]
}

function pathItem({ segments, operations }: PathItem, r: ApiResource): object {
  const parameters = [...segments.map(name => pathParameter(name, r.kind)), queryParameter('pretty')]
  return {
    ...Object.fromEntries(operations.map(o => [o.method, operation(o, r)])),
    parameters: parameters.map(parameter),
  }
}

function parameter({ type, ...rest }: Parameter): object {
  return { ...rest, ...(rest.in === 'path' ? { required: true } : {}), schema: { type, uniqueItems: true } }
}

function operation(o: Operation, r: ApiResource): object {
  const bodyTypes = o.method === 'patch' ? PATCH_TYPES.filter(t => !r.isCustom || !t.includes('strategic')) : ['*/*']
  const { group, kind, version } = o.kind
  return {
    tags: [tagOf(r)],
    description: o.description,
    operationId: o.id,
    ...(o.query.length ? { parameters: o.query.map(name => parameter(queryParameter(name))) } : {}),
    ...(o.body === undefined
      ? {}
      : {
          requestBody: { content: contentOf(bodyTypes, o.body), ...(o.method === 'delete' ? {} : { required: true }) },
        }),
    responses: Object.fromEntries(
      o.codes.map(code => [code, { description: STATUS_TEXT[code], content: contentOf(answerTypes(o), o.answer) }]),
    ),
    'x-kubernetes-action': o.action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  }
}

const contentOf = (types: readonly string[], definition: string | undefined): object =>
  Object.fromEntries(types.map(type => [type, { schema: schemaRef(definition) }]))

function answerTypes(o: Operation): string[] {
  if (o.answer === undefined) return o.action === 'connect' ? ['*/*'] : ['text/plain', JSON_TYPE, YAML_TYPE]
  return o.action === 'list' ? [JSON_TYPE, `${JSON_TYPE};stream=watch`, YAML_TYPE] : [JSON_TYPE, YAML_TYPE]
}
