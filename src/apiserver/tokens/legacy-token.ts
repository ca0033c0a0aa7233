import type { Secret, ServiceAccount } from '../../api/types.gen.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { ReadStore } from '../../storage/store.ts'

const CLAIM = 'kubernetes.io/serviceaccount/'

/** The claims of a token that is kept in a Secret: it does not expire, and ends with the Secret or the account. */
export interface LegacyClaims {
  iss: 'kubernetes/serviceaccount'
  [NAMESPACE]: string
  [SECRET]: string
  [ACCOUNT]: string
  [UID]: string
  sub: string
}

const NAMESPACE = `${CLAIM}namespace`
const SECRET = `${CLAIM}secret.name`
const ACCOUNT = `${CLAIM}service-account.name`
const UID = `${CLAIM}service-account.uid`

/** What the token of a Secret says (LegacyClaims of Kubernetes' serviceaccount package). */
export function legacyClaims(account: ServiceAccount, secret: Secret): LegacyClaims {
  const { name = '', namespace = '', uid = '' } = account.metadata
  return {
    iss: 'kubernetes/serviceaccount',
    [NAMESPACE]: namespace,
    [SECRET]: secret.metadata.name!,
    [ACCOUNT]: name,
    [UID]: uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  }
}

/** Whether a token was issued for a Secret, rather than by the TokenRequest API. */
export function isLegacy(claims: { iss: string }): claims is LegacyClaims {
  return claims.iss === 'kubernetes/serviceaccount'
}

/** The user that the token of a Secret speaks for; undefined where its Secret or its account is no more, or is another one. */
export function readLegacyClaims(
  token: string,
  claims: LegacyClaims,
  store: Pick<ReadStore, 'get'>,
): UserInfo | undefined {
  const namespace = claims[NAMESPACE]
  const secret = store.get(`/registry/secrets/${namespace}/${claims[SECRET]}`) as Secret | undefined
  if (!secret || secret.metadata.deletionTimestamp) return undefined
  if (Buffer.from(secret.data?.token ?? '', 'base64').toString() !== token) return undefined
  const account = store.get(`/registry/serviceaccounts/${namespace}/${claims[ACCOUNT]}`)
  if (account?.metadata.uid !== claims[UID]) return undefined
  return {
    username: claims.sub,
    uid: claims[UID],
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  }
}
