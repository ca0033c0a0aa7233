import type { KubeObject } from '../../api/object.ts'
import type { Scale } from '../../api/types.gen.ts'
import { badRequest, invalidObject, methodNotAllowed } from '../../apimachinery/status.ts'
import { invalid } from '../../apimachinery/validation/field.ts'
import type { Kind } from '../../kinds/kind.ts'
import { decode } from '../../schema/decode.ts'
import { patchObject } from '../../schema/patch.ts'
import { applyConfiguration } from '../registry/apply.ts'
import { decodeOptions } from '../registry/decode-body.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { APPLY_PATCH, patchTypeOf } from '../registry/patch.ts'
import { requireSameVersion, updateObject } from '../registry/update.ts'
import type { SubresourceHandler } from './subresources.ts'

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

/** The Scale of anything that has replicas: reading it, and writing spec.replicas through it. */
export const scale: SubresourceHandler = ({ request, info, kind, context, admission }) => {
  requireNamespace(context.environment, info.namespace)
  const old = getStored(context.environment, kind, info.namespace, info.name)
  const current = scaleOf(kind, old)
  if (request.method === 'GET') return { code: 200, body: current }
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed()
  if (request.contentType === APPLY_PATCH) {
    const wanted = decode<Scale>(request.body, SCALE, decodeOptions(context)).object
    const body = configurationOf(kind, old, wanted)
    const applied = applyConfiguration(kind, info, { ...request, body }, old, 'scale', context, admission)
    return { code: 200, body: scaleOf(kind, applied.body) }
  }
  const options = decodeOptions(context)
  const { object, warnings } =
    request.method === 'PUT'
      ? decode(request.body, SCALE, options)
      : patchObject(current, patchTypeOf(request.contentType ?? ''), request.body, SCALE, options)
  for (const warning of warnings) context.warn(warning)
  const wanted = object as Scale
  if ((wanted.metadata.name ?? info.name) !== info.name)
    throw badRequest(
      `the name of the object (${wanted.metadata.name}) does not match the name on the URL (${info.name})`,
    )
  const replicas = wanted.spec?.replicas ?? 0
  if (replicas < 0)
    throw invalidObject('Scale', 'autoscaling', info.name, [
      invalid('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ])
  requireSameVersion(kind, wanted, old)
  const changed = kind.scale!.withReplicas(structuredClone(old), replicas)
  return { code: 200, body: scaleOf(kind, updateObject(kind, changed, old, 'scale', context, admission)) }
}

/** The configuration of the object that says of its replicas what that of its Scale says. */
function configurationOf(kind: Kind, { apiVersion, kind: name }: KubeObject, { metadata, spec }: Scale): KubeObject {
  const none = { apiVersion, kind: name, metadata } as KubeObject
  return spec?.replicas === undefined ? none : kind.scale!.withReplicas(none, spec.replicas)
}

function scaleOf(kind: Kind, object: KubeObject): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const access = kind.scale!
  const selector = access.selector(object)
  const replicas = access.replicas(object)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp } as Scale['metadata'],
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: access.statusReplicas(object), ...(selector ? { selector } : {}) },
  }
}
