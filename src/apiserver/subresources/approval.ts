import type { CertificateSigningRequest } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { badRequest, conflict, forbidden, invalidObject, methodNotSupported } from '../../apimachinery/status.ts'
import { setConditionTimes } from '../../kinds/certificatesigningrequest/conditions.ts'
import { validateConditions, validateKeptConditions } from '../../kinds/certificatesigningrequest/validation.ts'
import { decode } from '../../schema/decode.ts'
import { patchObject } from '../../schema/patch.ts'
import { maySign } from '../authorization/signers.ts'
import { decodeOptions } from '../registry/decode-body.ts'
import { getStored } from '../registry/get.ts'
import { keyOfObject } from '../registry/keys.ts'
import { patchTypeOf } from '../registry/patch.ts'
import type { SubresourceHandler } from './subresources.ts'

/** GET, PUT and PATCH of certificatesigningrequests/approval: only the conditions change. */
export const approval: SubresourceHandler = ({ request, info, kind, context }) => {
  const old = getStored(context.environment, kind, '', info.name) as CertificateSigningRequest
  if (request.method === 'GET') return { code: 200, body: old }
  if (request.method !== 'PUT' && request.method !== 'PATCH')
    throw methodNotSupported(kind, request.method.toLowerCase())
  const options = decodeOptions(context)
  const { object, warnings } =
    request.method === 'PUT'
      ? decode<CertificateSigningRequest>(request.body, kind, options)
      : patchObject(old, patchTypeOf(request.contentType ?? ''), request.body, kind, options)
  for (const warning of warnings) context.warn(warning)
  const wanted = object as CertificateSigningRequest
  const { name = info.name, resourceVersion } = wanted.metadata
  if (name !== info.name)
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`)
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion)
    throw conflict(
      kind,
      info.name,
      'the object has been modified; please apply your changes to the latest version and try again',
    )
  if (!maySign('approve', context.user, old.spec.signerName, context))
    throw forbidden(
      kind,
      info.name,
      `user not permitted to approve requests with signerName ${JSON.stringify(old.spec.signerName)}`,
    )
  const before = old.status?.conditions ?? []
  const conditions = setConditionTimes(wanted.status?.conditions ?? [], before, context.clock.now())
  const changed = { ...old, status: { ...old.status, conditions } }
  const errors = [...validateConditions(changed), ...validateKeptConditions(changed, old)]
  if (errors.length) throw invalidObject(kind.kind, kind.group, info.name, errors)
  if (context.dryRun || equal(changed, old)) return { code: 200, body: changed }
  return { code: 200, body: context.environment.store.put(keyOfObject(kind, changed), changed) }
}
