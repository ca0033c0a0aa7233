import type { CertificateSigningRequest } from '../../api/types.gen.ts'
import { forbidden, methodNotAllowed } from '../../apimachinery/status.ts'
import { maySign } from '../authorization/signers.ts'
import { getStored } from '../registry/get.ts'
import { part } from './part.ts'
import type { SubresourceHandler } from './subresources.ts'

/** GET, PUT and PATCH of certificatesigningrequests/approval: only the conditions change, by whoever may approve for the signer. */
export const approval: SubresourceHandler = request => {
  const { info, kind, context } = request
  const { method } = request.request
  if (method === 'GET') return part(request)
  if (method !== 'PUT' && method !== 'PATCH') throw methodNotAllowed()
  const { spec } = getStored(context.environment, kind, '', info.name) as CertificateSigningRequest
  if (!maySign('approve', context.user, spec.signerName, context))
    throw forbidden(
      kind,
      info.name,
      `user not permitted to approve requests with signerName ${JSON.stringify(spec.signerName)}`,
    )
  return part(request)
}
