import { methodNotAllowed } from '../../apimachinery/status.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { applyUpdate } from '../registry/write-object.ts'
import type { SubresourceHandler } from './subresources.ts'

/** GET, PUT and PATCH of an object through an endpoint of which only one part changes: its status, or another that the kind names. */
export const part: SubresourceHandler = ({ request, info, kind, context, admission }) => {
  if (request.method === 'GET') {
    requireNamespace(context.environment, info.namespace)
    return { code: 200, body: getStored(context.environment, kind, info.namespace, info.name) }
  }
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed()
  return applyUpdate(kind, info, request, info.subresource, context, admission)
}
