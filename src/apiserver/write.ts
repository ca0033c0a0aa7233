import { findResource } from '../api/discovery.ts'
import { groupVersion, type KubeObject } from '../api/object.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { forbidden, genericNotFound, methodNotAllowed, StatusError } from '../apimachinery/status.ts'
import type { Kind, UserInfo } from '../kinds/kind.ts'
import { type Answer, queryText } from './answer.ts'
import { authorizedUser } from './authorization/authorize.ts'
import { listAs, objectAs, outputForm } from './output.ts'
import { kindOf } from './read.ts'
import type { Admission } from './registry/admit.ts'
import { createObject } from './registry/create.ts'
import { deleteObject } from './registry/delete.ts'
import { deleteOptions } from './registry/delete-options.ts'
import { getStored } from './registry/get.ts'
import { listOptions } from './registry/list-options.ts'
import { listPage } from './registry/list-page.ts'
import { type Environment, RequestContext } from './registry/request-context.ts'
import { applyUpdate } from './registry/write-object.ts'
import { writeOptions } from './registry/write-options.ts'
import { type RequestInfo, requestInfo } from './request-info.ts'
import { throughPod } from './subresources/binding.ts'
import { scaleKind } from './subresources/scale-kind.ts'
import { subresources } from './subresources/subresources.ts'

/**
 * Carries out a write (or a request to a subresource). What it had done before it failed is the caller's to undo.
 * All kinds must have been loaded. Throws StatusError.
 */
export function write(
  environment: Environment,
  admission: Admission,
  request: ApiRequest,
  caller: UserInfo,
): ApiResponse {
  const user = authorizedUser(request, caller, environment.store)
  const form = outputForm(request)
  const info = throughPod(requestInfo(request.path), request)
  if (!info.isResource) throw genericNotFound()
  const kind = kindOf(environment.kinds, info, request)
  const context = new RequestContext(environment, writeOptions(request, user))
  if (kind.deprecationWarning) context.warn(kind.deprecationWarning)
  try {
    const { body, ...answer } = dispatch(request, info, kind, context, admission)
    const view = viewOf(body as KubeObject, kind)
    const shown = view ? objectAs(form, body as KubeObject, view, request, context.clock.now()) : body
    return { ...answer, body: shown, warnings: context.warnings }
  } catch (error) {
    if (error instanceof StatusError) error.warnings = context.warnings
    throw error
  }
}

/** The kind that an answer is of, which tells how it is printed; undefined for what only ever comes as it is. */
function viewOf(body: KubeObject, kind: Kind): Kind | undefined {
  return [kind, scaleKind].find(k => k.kind === body.kind && groupVersion(k.group, k.version) === body.apiVersion)
}

function dispatch(
  request: ApiRequest,
  info: RequestInfo,
  kind: Kind,
  context: RequestContext,
  admission: Admission,
): Answer {
  if (info.subresource !== '') {
    const handler = subresources.get(kind, info.subresource)
    if (!handler || (info.rest !== '' && info.subresource !== 'proxy')) throw genericNotFound()
    return handler({ request, info, kind, context, admission })
  }
  requireVerb(kind, info, request)
  switch (request.method) {
    case 'POST':
      return { code: 201, body: createObject(kind, info.namespace, request.body, context, admission) }
    case 'PUT':
    case 'PATCH':
      return applyUpdate(kind, info, request, 'object', context, admission)
    default:
      return info.name === ''
        ? deleteCollection(request, info, kind, context, admission)
        : deleteOne(request, info, kind, context, admission)
  }
}

const VERBS = {
  object: { GET: 'get', POST: undefined, PUT: 'update', PATCH: 'patch', DELETE: 'delete' },
  collection: { GET: 'list', POST: 'create', PUT: undefined, PATCH: undefined, DELETE: 'deletecollection' },
} as const

/** Throws MethodNotAllowed for what a resource does not let be done, and what can be done in a namespace only. */
function requireVerb(kind: Kind, info: RequestInfo, { method }: ApiRequest): void {
  const verb = VERBS[info.name === '' ? 'collection' : 'object'][method]
  const everywhere = kind.namespaced && info.namespace === ''
  const verbs = findResource(kind)?.verbs
  if (verb === undefined || everywhere || (verbs && !verbs.includes(verb))) throw methodNotAllowed()
}

function deleteOne(
  request: ApiRequest,
  info: RequestInfo,
  kind: Kind,
  context: RequestContext,
  admission: Admission,
): Answer {
  const options = deleteOptions(request)
  const object = getStored(context.environment, kind, info.namespace, info.name)
  const refused = kind.refuseDeletion?.(object)
  if (refused !== undefined) throw forbidden(kind, info.name, refused)
  return { code: 200, body: deleteObject(kind, object, options, context, admission) }
}

function deleteCollection(
  request: ApiRequest,
  info: RequestInfo,
  kind: Kind,
  context: RequestContext,
  admission: Admission,
): Answer {
  const options = deleteOptions(request)
  const selectors = {
    labelSelector: queryText(request, 'labelSelector'),
    fieldSelector: queryText(request, 'fieldSelector'),
  }
  const page = listPage(context.environment, kind, info.namespace, selectors, listOptions(request))
  for (const object of page.items) deleteObject(kind, object, options, context, admission)
  return { code: 200, body: listAs(outputForm(request), page, kind, request, context.clock.now()) }
}
