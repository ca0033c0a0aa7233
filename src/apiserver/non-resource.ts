import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { genericNotFound, StatusError } from '../apimachinery/status.ts'
import { AGGREGATED_VERSIONS, aggregatedType, apiGroupDiscoveryList } from './discovery/aggregated.ts'
import { type CatalogGroup, catalog } from './discovery/catalog.ts'
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery/legacy.ts'
import { rootPaths } from './discovery/root-paths.ts'
import { healthAnswer, healthPath } from './health.ts'
import { negotiate, preferred, type Target } from './negotiation.ts'
import { openApiV2Bytes, openApiV2Text, openApiV3Index, openApiV3Text } from './openapi/openapi.ts'
import { V2_PROTOBUF, V2_PROTOBUF_ANSWER } from './openapi/v2-protobuf.ts'
import type { Environment } from './registry/request-context.ts'
import { VERSION } from './version.ts'

const JSON_TYPE = 'application/json'
const WELL = ['ping', 'etcd'].map(name => ({ name, problem: () => undefined }))

/** Answers GETs that are about no resource: discovery, the version and the API's descriptions. Throws StatusError. */
export async function answerNonResource({ store }: Environment, request: ApiRequest): Promise<ApiResponse> {
  const parts = request.path.split('/').filter(part => part !== '')
  const [root, ...rest] = parts
  switch (root) {
    case undefined:
      return json({ paths: rootPaths(catalog(store)) })
    case 'version':
      if (rest.length) throw genericNotFound()
      return json(VERSION)
    case 'api':
    case 'apis':
      return discovery(catalog(store), root, rest, request)
    case 'openapi':
      return openApi(rest, request, store)
    default:
      return health(request)
  }
}

const json = (body: object): ApiResponse => ({ code: 200, body, warnings: [] })

function discovery(
  groups: readonly CatalogGroup[],
  root: 'api' | 'apis',
  [first, second, ...more]: string[],
  { accept }: ApiRequest,
): ApiResponse {
  if (more.length) throw genericNotFound()
  const own = groups.filter(g => (root === 'api') === (g.name === ''))
  if (first === undefined) {
    const target = negotiate(accept, isAggregated)
    if (target)
      return {
        ...json(apiGroupDiscoveryList(own, target.version)),
        contentType: aggregatedType(target.version),
      }
    return json(root === 'api' ? apiVersions(own) : apiGroupList(own))
  }
  negotiate(accept, () => false)
  const group = root === 'api' ? own[0] : own.find(g => g.name === first)
  const name = root === 'api' ? first : second
  if (!group || (root === 'api' && second !== undefined)) throw genericNotFound()
  if (name === undefined) return json(apiGroup(group))
  const version = group.versions.find(v => v.version === name)
  if (!version) throw genericNotFound()
  if (!version.available) throw unavailable()
  return json(apiResourceList(group, version))
}

/** How the cluster in this process is: well, for the state was read; a server has more to look at and answers by itself. */
async function health({ path, query }: ApiRequest): Promise<ApiResponse> {
  const found = healthPath(path)
  if (!found) throw genericNotFound()
  const options = { verbose: query?.verbose !== undefined, exclude: [query?.exclude ?? []].flat() }
  const { code, text } = await healthAnswer(found, WELL, options)
  if (code === 404) throw genericNotFound()
  return { ...encoded(text, 'text/plain; charset=utf-8'), code }
}

const isAggregated = ({ kind, group, version }: Target): boolean =>
  kind === 'APIGroupDiscoveryList' && group === 'apidiscovery.k8s.io' && AGGREGATED_VERSIONS.includes(version)

/** What kubette answers for an APIService that another server is behind: there is no network to reach it by. */
const unavailable = (): StatusError => new StatusError(503, 'ServiceUnavailable', 'service unavailable')

function openApi([version, ...rest]: string[], { accept }: ApiRequest, store: Environment['store']): ApiResponse {
  const isV2 = version === 'v2' && rest.length === 0
  const encoding = preferred(accept, isV2 ? [JSON_TYPE, V2_PROTOBUF, V2_PROTOBUF_ANSWER] : [JSON_TYPE])
  if (isV2)
    return encoding === JSON_TYPE
      ? encoded(openApiV2Text(store), encoding)
      : encoded(openApiV2Bytes(store), V2_PROTOBUF_ANSWER)
  if (version !== 'v3') throw genericNotFound()
  if (rest.length === 0) return json(openApiV3Index(store))
  const found = openApiV3Text(rest.join('/'), store)
  if (found === undefined) throw genericNotFound()
  return encoded(found, encoding)
}

const encoded = (body: string | Uint8Array, contentType: string): ApiResponse => ({
  code: 200,
  body,
  contentType,
  warnings: [],
})
