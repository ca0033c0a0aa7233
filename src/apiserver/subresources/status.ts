import { getStored, requireNamespace } from '../registry/get.ts'
import { applyUpdate } from '../registry/write-object.ts'
import type { SubresourceHandler } from './subresources.ts'

/** GET, PUT and PATCH of an object through its status endpoint: only the status changes. */
export const status: SubresourceHandler = ({ request, info, kind, context, admission }) => {
  if (request.method === 'GET') {
    requireNamespace(context.environment, info.namespace)
    return { code: 200, body: getStored(context.environment, kind, info.namespace, info.name) }
  }
  return applyUpdate(kind, info, request, 'status', context, admission)
}
