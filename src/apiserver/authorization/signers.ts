import type { UserInfo } from '../../kinds/kind.ts'
import type { PolicyObjects } from './policy-objects.ts'
import { isPrivileged } from './privileged.ts'
import { authorizeByRoles } from './rbac.ts'

/** Whether a user may approve requests to a signer, or sign as one: by its name, or by all of its domain ("example.com/*"). */
export function maySign(verb: 'approve' | 'sign', user: UserInfo, signerName: string, objects: PolicyObjects): boolean {
  if (isPrivileged(user)) return true
  const domain = signerName.slice(0, Math.max(signerName.indexOf('/'), 0))
  return [signerName, `${domain}/*`].some(name => {
    const what = { group: 'certificates.k8s.io', resource: 'signers', subresource: '', namespace: '', name }
    return authorizeByRoles({ user, isResource: true, verb, ...what }, objects).allowed
  })
}
