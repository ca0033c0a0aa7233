import type { Namespace } from '../../api/types.gen.ts'
import { invalidObject, methodNotAllowed } from '../../apimachinery/status.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { validateFinalizerName } from '../../kinds/namespace/finalizers.ts'
import { decodeBody } from '../registry/decode-body.ts'
import { removeObject } from '../registry/delete.ts'
import { getStored } from '../registry/get.ts'
import { keyOfObject } from '../registry/keys.ts'
import { requireSameVersion } from '../registry/update.ts'
import type { SubresourceHandler } from './subresources.ts'

/** PUT (or POST) namespaces/finalize: sets spec.finalizers; a namespace that is being deleted goes with its last one. */
export const finalize: SubresourceHandler = ({ request, info, kind, context }) => {
  if (request.method === 'GET') throw methodNotAllowed()
  const wanted = decodeBody(kind, request.body ?? {}, context) as Namespace
  const old = getStored(context.environment, kind, '', info.name) as Namespace
  requireSameVersion(kind, wanted, old)
  const finalizers = wanted.spec?.finalizers ?? []
  const errors = finalizers.flatMap((name, i) => validateFinalizerName(name, path('spec', 'finalizers').index(i)))
  if (errors.length) throw invalidObject(kind.kind, kind.group, info.name, errors)
  const object: Namespace = { ...old, spec: { ...old.spec, finalizers } }
  if (finalizers.length === 0) delete object.spec!.finalizers
  if (object.metadata.deletionTimestamp && !finalizers.length && !object.metadata.finalizers?.length)
    return { code: 200, body: removeObject(kind, object, context) }
  return { code: 200, body: context.environment.store.put(keyOfObject(kind, object), object) }
}
