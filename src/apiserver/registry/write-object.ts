import type { KubeObject } from '../../api/object.ts'
import type { ApiRequest } from '../../api/request.ts'
import { badRequest, methodNotAllowed, notFound } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import { patchCustomResource, patchObject } from '../../schema/patch.ts'
import type { RequestInfo } from '../request-info.ts'
import type { Admission } from './admit.ts'
import { applyConfiguration } from './apply.ts'
import { createObject, takeNamespace } from './create.ts'
import { decodeBody, decodeOptions } from './decode-body.ts'
import { getStored, requireNamespace } from './get.ts'
import { keyOf } from './keys.ts'
import { APPLY_PATCH, patchTypeOf } from './patch.ts'
import type { RequestContext } from './request-context.ts'
import { partOf, type UpdateTarget, updateObject } from './update.ts'

/** PUT and PATCH of an object, its status or another part of it. Throws StatusError. */
export function applyUpdate(
  kind: Kind,
  info: RequestInfo,
  request: ApiRequest,
  target: UpdateTarget,
  context: RequestContext,
  admission: Admission,
): { code: number; body: KubeObject } {
  if (target !== 'object' && !partOf(kind, target)) throw methodNotAllowed()
  const { environment } = context
  const found = environment.store.get(keyOf(kind, info.namespace, info.name))
  const stored = found && kind.serve ? kind.serve(found) : found
  if (request.method === 'PUT') {
    const object = decodeBody(kind, request.body, context)
    takeNamespace(kind, object, info.namespace)
    requireSameName(object, info)
    if (!stored) return missing(kind, info, target, request.body, context, admission)
    return { code: 200, body: updateObject(kind, object, stored, target, context, admission) }
  }
  if (request.contentType === APPLY_PATCH)
    return applyConfiguration(kind, info, request, stored, target, context, admission)
  const patchType = patchTypeOf(request.contentType ?? '', kind.schema === undefined)
  requireNamespace(environment, info.namespace)
  const old = stored ?? getStored(environment, kind, info.namespace, info.name)
  const options = decodeOptions(context)
  const { object, warnings } = kind.schema
    ? patchCustomResource(old, patchType, request.body, kind, kind.schema, options)
    : patchObject(old, patchType, request.body, kind, options)
  for (const warning of warnings) context.warn(warning)
  requireSameName(object, info)
  return { code: 200, body: updateObject(kind, object, old, target, context, admission) }
}

function missing(
  kind: Kind,
  info: RequestInfo,
  target: UpdateTarget,
  body: unknown,
  context: RequestContext,
  admission: Admission,
): { code: number; body: KubeObject } {
  if (target !== 'object' || !kind.allowCreateOnUpdate) throw notFound(kind, info.name)
  return { code: 201, body: createObject(kind, info.namespace, body, context, admission) }
}

/** Throws BadRequest where an object is not the one that the path names. Source: checkName. */
function requireSameName({ metadata }: KubeObject, { name, namespace }: RequestInfo): void {
  const own = metadata.name ?? ''
  if (own === '')
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`)
  if (own !== name) throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`)
  if (namespace !== '' && metadata.namespace && metadata.namespace !== namespace)
    throw badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the request (${namespace})`,
    )
}
