import type { ApiRequest } from '../../api/request.ts'
import { quote } from '../../apimachinery/quote.ts'
import { forbidden, StatusError } from '../../apimachinery/status.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { ReadStore } from '../../storage/store.ts'
import { type Attributes, attributesOf } from './attributes.ts'
import { impersonate } from './impersonation.ts'
import { type PolicyObjects, policyObjects } from './policy-objects.ts'
import { isPrivileged } from './privileged.ts'
import { authorizeByRoles, type Decision } from './rbac.ts'

/** Whether something may be done, and why. */
export function decide(attributes: Attributes, objects: PolicyObjects): Decision {
  if (isPrivileged(attributes.user)) return { allowed: true, reason: '' }
  return authorizeByRoles(attributes, objects)
}

/** Throws Forbidden unless something may be done. */
function requireAllowed(attributes: Attributes, objects: PolicyObjects): void {
  const { allowed, reason } = decide(attributes, objects)
  if (!allowed) throw refusal(attributes, reason)
}

/**
 * Who a request acts as: whom it impersonates, else who makes it. Throws Forbidden where that user may not impersonate, or may not do
 * what the request wants.
 */
export function authorizedUser(request: ApiRequest, user: UserInfo, store: Pick<ReadStore, 'get' | 'list'>): UserInfo {
  const objects = policyObjects(store)
  const acting = request.impersonate
    ? impersonate(request.impersonate, user, attributes => requireAllowed(attributes, objects))
    : user
  requireAllowed(attributesOf(request, acting), objects)
  return acting
}

function refusal(attributes: Attributes, reason: string): StatusError {
  const why = reason === '' ? '' : `: ${reason}`
  const who = `User ${quote(attributes.user.username)} cannot ${attributes.verb}`
  if (!attributes.isResource)
    return new StatusError(403, 'Forbidden', `forbidden: ${who} path ${quote(attributes.path)}${why}`, {})
  const { group, resource, subresource, namespace, name } = attributes
  const what = quote(subresource === '' ? resource : `${resource}/${subresource}`)
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${quote(namespace)}`
  return forbidden({ group, resource }, name, `${who} resource ${what} in API group ${quote(group)} ${where}${why}`)
}
