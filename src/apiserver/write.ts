import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { badRequest, genericNotFound, methodNotSupported, StatusError } from '../apimachinery/status.ts'
import type { Kind, UserInfo } from '../kinds/kind.ts'
import { type Answer, queryText } from './answer.ts'
import { authorizedUser } from './authorization/authorize.ts'
import { kindOf, listOf } from './read.ts'
import type { Admission } from './registry/admit.ts'
import { createObject } from './registry/create.ts'
import { type DeleteOptions, deleteObject } from './registry/delete.ts'
import { getStored, requireNamespace } from './registry/get.ts'
import { listStored } from './registry/list.ts'
import { type Environment, RequestContext, type WriteOptions } from './registry/request-context.ts'
import { applyUpdate } from './registry/write-object.ts'
import { type RequestInfo, requestInfo } from './request-info.ts'
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
  const info = requestInfo(request.path)
  if (!info.isResource) throw genericNotFound()
  const kind = kindOf(environment.kinds, info, request)
  const context = new RequestContext(environment, writeOptions(request, user))
  if (kind.deprecationWarning) context.warn(kind.deprecationWarning)
  try {
    const { code, body } = dispatch(request, info, kind, context, admission)
    return { code, body, warnings: context.warnings }
  } catch (error) {
    if (error instanceof StatusError) error.warnings = context.warnings
    throw error
  }
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
    if (!handler) throw genericNotFound()
    return handler({ request, info, kind, context, admission })
  }
  switch (request.method) {
    case 'POST':
      if (info.name !== '' || (kind.namespaced && info.namespace === '')) throw methodNotSupported(kind, 'create')
      return { code: 201, body: createObject(kind, info.namespace, request.body, context, admission) }
    case 'PUT':
    case 'PATCH':
      if (info.name === '') throw methodNotSupported(kind, request.method.toLowerCase())
      return applyUpdate(kind, info, request, 'object', context, admission)
    case 'DELETE':
      return info.name === ''
        ? deleteCollection(request, info, kind, context, admission)
        : {
            code: 200,
            body: deleteObject(
              kind,
              getStored(context.environment, kind, info.namespace, info.name),
              deleteOptions(request),
              context,
              admission,
            ),
          }
    default:
      requireNamespace(context.environment, info.namespace)
      throw methodNotSupported(kind, 'get')
  }
}

function deleteCollection(
  request: ApiRequest,
  info: RequestInfo,
  kind: Kind,
  context: RequestContext,
  admission: Admission,
): Answer {
  const options = deleteOptions(request)
  const objects = listStored(context.environment, kind, info.namespace, {
    labelSelector: queryText(request, 'labelSelector'),
    fieldSelector: queryText(request, 'fieldSelector'),
  })
  for (const object of objects) deleteObject(kind, object, options, context, admission)
  return { code: 200, body: listOf(kind, objects, context.environment.store.revision) }
}

function writeOptions(request: ApiRequest, user: UserInfo): WriteOptions {
  const validation = queryText(request, 'fieldValidation') || 'Warn'
  if (validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore')
    throw badRequest(
      `fieldValidation: Unsupported value: ${JSON.stringify(validation)}: supported values: "Ignore", "Strict", "Warn"`,
    )
  return {
    user,
    fieldManager: queryText(request, 'fieldManager') || (request.userAgent ?? 'unknown').split('/')[0]!,
    dryRun: queryText(request, 'dryRun') === 'All' || deletesDry(request),
    fieldValidation: validation,
    trusted: false,
  }
}

/** Whether the options in the body of a DELETE ask for a dry run. */
function deletesDry({ method, body }: ApiRequest): boolean {
  const dryRun = method === 'DELETE' && (body as { dryRun?: unknown } | undefined)?.dryRun
  return Array.isArray(dryRun) && dryRun.includes('All')
}

/** The options of a DELETE: its body, or the query parameters of the same names. */
function deleteOptions(request: ApiRequest): DeleteOptions {
  const options: DeleteOptions = { ...(request.body as DeleteOptions | undefined) }
  const grace = queryText(request, 'gracePeriodSeconds')
  if (grace !== '') options.gracePeriodSeconds = Number(grace)
  const policy = queryText(request, 'propagationPolicy')
  if (policy !== '') options.propagationPolicy = policy
  return options
}
