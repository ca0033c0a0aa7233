import type { SubjectAccessReview } from '../api/types.gen.ts'
import { quote } from '../apimachinery/quote.ts'
import { StatusError } from '../apimachinery/status.ts'
import { ADMINISTRATOR } from '../cluster/administrator.ts'
import type { UserInfo } from '../kinds/kind.ts'
import type { Backend } from './backend.ts'

/** Throws Forbidden unless a user may read a path that the server answers itself. */
export async function requirePathAccess(backend: Backend, user: UserInfo, path: string): Promise<void> {
  if (user === ADMINISTRATOR) return
  const { username, groups, uid, extra } = user
  const review: SubjectAccessReview = {
    metadata: {},
    spec: {
      user: username,
      groups: [...groups],
      ...(uid ? { uid } : {}),
      ...(extra ? { extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])) } : {}),
      nonResourceAttributes: { path, verb: 'get' },
    },
  }
  const { body } = await backend.request(
    { method: 'POST', path: '/apis/authorization.k8s.io/v1/subjectaccessreviews', body: review },
    ADMINISTRATOR,
  )
  const { allowed, reason } = (body as SubjectAccessReview).status ?? { allowed: false }
  if (allowed) return
  const why = reason ? `: ${reason}` : ''
  throw new StatusError(403, 'Forbidden', `forbidden: User ${quote(username)} cannot get path ${quote(path)}${why}`, {})
}
