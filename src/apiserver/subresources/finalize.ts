import type { Namespace } from '../../api/types.gen.ts'
import { methodNotSupported } from '../../apimachinery/status.ts'
import { removeObject } from '../registry/delete.ts'
import { getStored } from '../registry/get.ts'
import { keyOfObject } from '../registry/keys.ts'
import type { SubresourceHandler } from './subresources.ts'

/** PUT (or POST) namespaces/finalize: sets spec.finalizers; a namespace that is being deleted goes with its last one. */
export const finalize: SubresourceHandler = ({ request, info, kind, context }) => {
  if (request.method === 'GET') throw methodNotSupported(kind, request.method.toLowerCase())
  const old = getStored(context.environment, kind, '', info.name) as Namespace
  const finalizers = (request.body as Namespace | undefined)?.spec?.finalizers ?? []
  const object: Namespace = { ...old, spec: { ...old.spec, finalizers } }
  if (finalizers.length === 0) delete object.spec!.finalizers
  if (object.metadata.deletionTimestamp && !finalizers.length && !object.metadata.finalizers?.length)
    return { code: 200, body: removeObject(kind, object, context) }
  return { code: 200, body: context.environment.store.put(keyOfObject(kind, object), object) }
}
