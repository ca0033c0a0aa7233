import type { KubeObject } from '../../api/object.ts'
import type { ApiRequest } from '../../api/request.ts'
import { badRequest, conflict, notFound } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import { serverSideApply } from '../../schema/managed-fields/apply.ts'
import { isTrue, queryText } from '../answer.ts'
import type { RequestInfo } from '../request-info.ts'
import type { Admission } from './admit.ts'
import { createDecoded } from './create.ts'
import { decodeBody } from './decode-body.ts'
import { requireNamespace } from './get.ts'
import type { RequestContext } from './request-context.ts'
import { type UpdateTarget, updateObject } from './update.ts'

/**
 * PATCH with a configuration to apply: creates the object, or changes the fields that the configuration names. `stored` is undefined where there
 * is no such object, which only the object itself, not its status, may be created for. Throws StatusError.
 */
export function applyConfiguration(
  kind: Kind,
  info: RequestInfo,
  request: ApiRequest,
  stored: KubeObject | undefined,
  target: UpdateTarget,
  context: RequestContext,
  admission: Admission,
): { code: number; body: KubeObject } {
  const manager = queryText(request, 'fieldManager')
  requireNamespace(context.environment, info.namespace)
  if (!stored && target === 'status') throw notFound(kind, info.name)
  const config = configurationOf(request.body)
  const { object: merged, managedFields } = serverSideApply(stored, config, {
    manager,
    force: isTrue(queryText(request, 'force')) === true,
    now: context.clock.now(),
    subresource: target === 'object' ? '' : target,
    ...(kind.schema && { type: kind.schema }),
  })
  tellDuplicates(context)
  const object = decodeBody(kind, merged, context, { validation: context.options.fieldValidation })
  requireAddress(object, info)
  if (stored) return { code: 200, body: updateObject(kind, object, stored, target, context, admission, managedFields) }
  if (config.metadata.uid)
    throw conflict(
      kind,
      info.name,
      `uid mismatch: the provided object specified uid ${config.metadata.uid}, and no existing object was found`,
    )
  return { code: 201, body: createDecoded(kind, info.namespace, object, context, admission, managedFields) }
}

/** Warns of what the configuration's text has twice, or refuses it, as the request asks. */
function tellDuplicates(context: RequestContext): void {
  const { fieldValidation, duplicates = [] } = context.options
  if (fieldValidation === 'Ignore') return
  for (const error of duplicates) {
    const why = `error converting YAML to JSON: ${error}`
    if (fieldValidation === 'Strict') throw badRequest(`error strict decoding YAML: ${why}`)
    context.warn(why)
  }
}

function configurationOf(body: unknown): KubeObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('error decoding YAML: the configuration must be an object')
  const config = body as KubeObject
  return { ...config, metadata: config.metadata ?? {} }
}

/** An object is where its name and namespace say; those that the configuration leaves out are those of the path. */
function requireAddress({ metadata }: KubeObject, { name, namespace }: RequestInfo): void {
  metadata.name ||= name
  if (metadata.name !== name)
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`)
  if (namespace !== '') metadata.namespace ||= namespace
  if (metadata.namespace && namespace !== '' && metadata.namespace !== namespace)
    throw badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the request (${namespace})`,
    )
}
