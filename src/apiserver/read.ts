import { groupVersion, type KubeObject } from '../api/object.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { resourceNotServed, StatusError } from '../apimachinery/status.ts'
import type { Kind, UserInfo } from '../kinds/kind.ts'
import { type KindRegistry, resourceId } from '../kinds/registry.ts'
import { queryText } from './answer.ts'
import { isPrivileged } from './authorization/privileged.ts'
import { getStored, requireNamespace } from './registry/get.ts'
import { listStored } from './registry/list.ts'
import type { Environment } from './registry/request-context.ts'
import { type RequestInfo, requestInfo } from './request-info.ts'
import { type IncludeObject, toTable } from './table.ts'

/** The groups that only hold questions to the API server, of which nothing is stored. */
const REVIEW_GROUPS = ['authentication.k8s.io', 'authorization.k8s.io']

/** Whether a request is answered by `read`: it changes nothing and is about an object or a collection, not a part of one. */
export function isPlainRead(request: ApiRequest): boolean {
  const { group, subresource } = requestInfo(request.path)
  return REVIEW_GROUPS.includes(group) || (request.method === 'GET' && subresource === '')
}

/** Answers GETs of objects and collections, of discovery and the API's descriptions, and reviews. Throws StatusError. */
export async function read(environment: Environment, request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
  const acting = await actingUser(environment, request, user)
  const info = requestInfo(request.path)
  if (!info.isResource) {
    const { answerNonResource } = await import('./non-resource.ts')
    return answerNonResource(environment, request)
  }
  if (REVIEW_GROUPS.includes(info.group)) {
    const { answerReview } = await import('./reviews/reviews.ts')
    return answerReview(environment, info, request, acting)
  }
  await environment.kinds.load([resourceId(info.group, info.resource)])
  const kind = kindOf(environment.kinds, info, request)
  const warnings = kind.deprecationWarning ? [kind.deprecationWarning] : []
  try {
    const answer = info.name === '' ? readCollection : readOne
    return { code: 200, body: answer(environment, kind, info, request), warnings }
  } catch (error) {
    if (error instanceof StatusError) error.warnings = warnings
    throw error
  }
}

/** Who the request is made as. Administrators, who may do everything, do not have to wait for the roles. */
async function actingUser({ store }: Environment, request: ApiRequest, user: UserInfo): Promise<UserInfo> {
  if (!request.impersonate && isPrivileged(user)) return user
  const { authorizedUser } = await import('./authorization/authorize.ts')
  return authorizedUser(request, user, store)
}

/** The kind that a path names. Throws NotFound for a path that no kind answers to. */
export function kindOf(kinds: KindRegistry, info: RequestInfo, { method }: ApiRequest): Kind {
  const kind = kinds.served(resourceId(info.group, info.resource), info.version)
  if (!kind) throw resourceNotServed(method, info, info.name)
  return kind
}

function readOne(environment: Environment, kind: Kind, info: RequestInfo, request: ApiRequest): object {
  requireNamespace(environment, info.namespace)
  const object = getStored(environment, kind, info.namespace, info.name)
  return asTable(environment, kind, [object], request) ?? object
}

function readCollection(environment: Environment, kind: Kind, info: RequestInfo, request: ApiRequest): object {
  const objects = listStored(environment, kind, info.namespace, {
    labelSelector: queryText(request, 'labelSelector'),
    fieldSelector: queryText(request, 'fieldSelector'),
  })
  return asTable(environment, kind, objects, request) ?? listOf(kind, objects, environment.store.revision)
}

function asTable(environment: Environment, kind: Kind, objects: KubeObject[], request: ApiRequest): object | undefined {
  if (!request.accept?.includes('as=Table')) return undefined
  const include = (queryText(request, 'includeObject') || 'Metadata') as IncludeObject
  return toTable(kind, objects, include, environment.clock.now(), String(environment.store.revision))
}

/** A collection as the API answers it: "ServiceList". */
export function listOf(kind: Kind, items: readonly KubeObject[], revision: number): object {
  return {
    kind: `${kind.kind}List`,
    apiVersion: groupVersion(kind.group, kind.version),
    metadata: { resourceVersion: String(revision) },
    items,
  }
}
