import { findResource } from '../api/discovery.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { genericNotFound, methodNotAllowed, resourceNotServed, StatusError } from '../apimachinery/status.ts'
import type { Kind, UserInfo } from '../kinds/kind.ts'
import { type KindRegistry, resourceId } from '../kinds/registry.ts'
import { queryText } from './answer.ts'
import { isPrivileged } from './authorization/privileged.ts'
import { listAs, objectAs, outputForm } from './output.ts'
import { getStored, requireNamespace } from './registry/get.ts'
import { listOptions } from './registry/list-options.ts'
import { listPage } from './registry/list-page.ts'
import type { Environment } from './registry/request-context.ts'
import { parseRevision, requireReached } from './registry/resource-version.ts'
import { type RequestInfo, requestInfo } from './request-info.ts'

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

/** The kind that a path names. Throws NotFound for a path that no kind answers to, and for one in the wrong scope. */
export function kindOf(kinds: KindRegistry, info: RequestInfo, { method }: ApiRequest): Kind {
  const kind = kinds.served(resourceId(info.group, info.resource), info.version)
  if (!kind) throw findResource(info) ? methodNotAllowed() : resourceNotServed(method, info, info.name)
  const inScope = kind.namespaced ? info.namespace !== '' || info.name === '' : info.namespace === ''
  if (!inScope) throw genericNotFound()
  return kind
}

function readOne(environment: Environment, kind: Kind, info: RequestInfo, request: ApiRequest): object {
  const form = outputForm(request)
  requireReached(parseRevision(queryText(request, 'resourceVersion')), environment.store.revision)
  requireNamespace(environment, info.namespace)
  const object = getStored(environment, kind, info.namespace, info.name)
  return objectAs(form, object, kind, request, environment.clock.now())
}

function readCollection(environment: Environment, kind: Kind, info: RequestInfo, request: ApiRequest): object {
  const form = outputForm(request)
  const selectors = {
    labelSelector: queryText(request, 'labelSelector'),
    fieldSelector: queryText(request, 'fieldSelector'),
  }
  const page = listPage(environment, kind, info.namespace, selectors, listOptions(request))
  return listAs(form, page, kind, request, environment.clock.now())
}
