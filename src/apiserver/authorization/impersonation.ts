import type { Impersonation } from '../../api/request.ts'
import { internalError } from '../../apimachinery/status.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { Attributes } from './attributes.ts'

const AUTHENTICATED = 'system:authenticated'
const UNAUTHENTICATED = 'system:unauthenticated'
const ANONYMOUS = 'system:anonymous'
const ACCOUNT_PREFIX = 'system:serviceaccount:'
const AUTHENTICATION = 'authentication.k8s.io'

/**
 * The user that another acts as. `requireAllowed` throws for what that other may not do. Source: the API server's impersonation filter.
 */
export function impersonate(
  wanted: Impersonation,
  user: UserInfo,
  requireAllowed: (attributes: Attributes) => void,
): UserInfo {
  const { groups = [], uid = '', extra = {} } = wanted
  const username = wanted.user ?? ''
  if (username === '') throw internalError('requested groups, uid or extra without impersonating a user')
  const check = (
    resource: string,
    name: string,
    more: { group?: string; namespace?: string; subresource?: string },
  ) => {
    const scope = { group: '', namespace: '', subresource: '', ...more }
    requireAllowed({ user, isResource: true, verb: 'impersonate', resource, name, ...scope })
  }
  const account = serviceAccountOf(username)
  if (account) check('serviceaccounts', account.name, { namespace: account.namespace })
  else check('users', username, {})
  for (const group of groups) check('groups', group, {})
  for (const [key, values] of Object.entries(extra))
    for (const value of values) check('userextras', value, { group: AUTHENTICATION, subresource: key })
  if (uid !== '') check('uids', uid, { group: AUTHENTICATION })
  const own =
    account && groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : groups
  return {
    username,
    groups: withStanding(own, username),
    ...(uid === '' ? {} : { uid }),
    ...(Object.keys(extra).length ? { extra } : {}),
  }
}

/** Everybody is either authenticated or not, and is in the group that says so. */
function withStanding(groups: readonly string[], username: string): string[] {
  if (username === ANONYMOUS) return groups.includes(UNAUTHENTICATED) ? [...groups] : [...groups, UNAUTHENTICATED]
  const known = groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED)
  return known ? [...groups] : [...groups, AUTHENTICATED]
}

function serviceAccountOf(username: string): { namespace: string; name: string } | undefined {
  if (!username.startsWith(ACCOUNT_PREFIX)) return undefined
  const [namespace, name, ...more] = username.slice(ACCOUNT_PREFIX.length).split(':')
  return namespace && name && more.length === 0 ? { namespace, name } : undefined
}
