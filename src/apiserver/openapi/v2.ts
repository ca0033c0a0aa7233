import type { ApiResource } from '../../api/discovery.ts'
import { mapSchemas, type OpenApiSchema } from '../../api/openapi.ts'
import { VERSION } from '../version.ts'
import type { DefinedVersion } from './custom-resources.ts'
import { allDefinitionNames, definitionsFor } from './definitions.ts'
import { type Operation, type PathItem, STATUS_TEXT, tagOf } from './operation.ts'
import { pathsOf } from './operations.ts'
import { type Parameter, pathParameter, queryParameter } from './parameters.ts'

const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
]

/** The Swagger 2.0 description of the whole API. */
export function openApiV2(
  resources: readonly ApiResource[],
  custom: readonly DefinedVersion[],
  groupVersions: readonly { group: string; version: string }[],
): object {
  const paths = resources.flatMap(r => pathsOf(r).map(item => [item.path, pathItem(item, r)] as const))
  const definitions = definitionsFor(allDefinitionNames(custom), custom, groupVersions, 2)
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: VERSION.gitVersion },
    paths: Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))),
    definitions: Object.fromEntries([...definitions].map(([name, schema]) => [name, definitionV2(schema)])),
    securityDefinitions: {
      BearerToken: {
        description: 'Bearer Token authentication',
        type: 'apiKey',
        name: 'authorization',
        in: 'header',
      },
    },
    security: [{ BearerToken: [] }],
  }
}

function definitionV2(schema: OpenApiSchema): OpenApiSchema {
  if (schema.format === 'int-or-string') return { type: 'string', format: schema.format }
  const { oneOf, anyOf: _any, allOf: _all, not: _not, ...rest } = schema
  const result = mapSchemas(rest, definitionV2)
  // a quantity is written as a number or as a text; version 2 knows the text only
  return oneOf && !result.type && !result.properties ? { ...result, type: 'string' } : result
}

const schemaRef = (definition: string | undefined) =>
  definition === undefined ? { type: 'string' } : { $ref: `#/definitions/${definition}` }

function pathItem({ segments, operations }: PathItem, r: ApiResource): object {
  const parameters = [...segments.map(name => pathParameter(name, r.kind)), queryParameter('pretty')]
  return {
    ...Object.fromEntries(operations.map(o => [o.method, operation(o, r)])),
    parameters: parameters.map(parameter),
  }
}

function parameter({ type, ...rest }: Parameter): object {
  return { uniqueItems: true, type, ...rest, ...(rest.in === 'path' ? { required: true } : {}) }
}

/** Custom resources have no merge keys: clients that find the strategic type listed would use it. */
const patchTypes = ({ isCustom }: ApiResource): string[] =>
  isCustom ? PATCH_TYPES.filter(type => !type.includes('strategic')) : PATCH_TYPES

function operation(o: Operation, r: ApiResource): object {
  const { group, kind, version } = o.kind
  const query = o.query.map(name => parameter(queryParameter(name)))
  const body = { in: 'body', name: 'body', ...(o.method === 'delete' ? {} : { required: true }) }
  const parameters = o.body === undefined ? query : [{ ...body, schema: schemaRef(o.body) }, ...query]
  return {
    description: o.description,
    consumes: o.method === 'patch' ? patchTypes(r) : ['*/*'],
    produces: o.answer === undefined ? ['*/*'] : ['application/json', 'application/yaml'],
    schemes: ['https'],
    tags: [tagOf(r)],
    operationId: o.id,
    ...(parameters.length ? { parameters } : {}),
    responses: Object.fromEntries([
      ...o.codes.map(code => [code, { description: STATUS_TEXT[code], schema: schemaRef(o.answer) }]),
      [401, { description: 'Unauthorized' }],
    ]),
    'x-kubernetes-action': o.action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  }
}
