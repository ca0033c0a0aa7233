import { groupVersion } from '../../api/object.ts'
import type { ApiRequest, ApiResponse } from '../../api/request.ts'
import { genericNotFound, methodNotAllowed } from '../../apimachinery/status.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import { decode } from '../../schema/decode.ts'
import { negotiate } from '../negotiation.ts'
import type { Environment } from '../registry/request-context.ts'
import type { RequestInfo } from '../request-info.ts'
import { localSubjectAccessReview, selfSubjectAccessReview, subjectAccessReview } from './access.ts'
import { selfSubjectReview } from './identity.ts'
import type { Review } from './review.ts'
import { selfSubjectRulesReview } from './rules.ts'
import { tokenReview } from './token.ts'

const reviews: readonly Review[] = [
  selfSubjectReview,
  tokenReview,
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
]

/** Answers a request to a resource of the groups that hold nothing but reviews. Throws StatusError. */
export function answerReview(
  { store, clock }: Environment,
  info: RequestInfo,
  request: ApiRequest,
  user: UserInfo,
): ApiResponse {
  const { group, version, resource, namespace, name } = info
  const found = reviews.find(r => r.group === group && r.version === version && r.resource === resource)
  if (!found || found.namespaced !== (namespace !== '')) throw genericNotFound()
  if (name !== '') throw genericNotFound()
  if (request.method !== 'POST') throw methodNotAllowed()
  // nothing of them can be shown in another form
  negotiate(request.accept, () => false)
  const { object, warnings } = decode(request.body, found)
  object.apiVersion = groupVersion(group, version)
  object.kind = found.kind
  object.metadata ??= {}
  if (found.namespaced) object.metadata.namespace ??= namespace
  return { code: 201, body: found.answer(object, { user, namespace, store, clock }), warnings }
}
