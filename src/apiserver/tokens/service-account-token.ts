import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Pod, ServiceAccount } from '../../api/types.gen.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { ReadStore } from '../../storage/store.ts'
import { isLegacy, type LegacyClaims, readLegacyClaims } from './legacy-token.ts'
import { signingKey } from './signing-key.ts'

/** Who issues tokens, and whom they are for where nobody says. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local'

const INVALIDATED = '[invalid bearer token, service account token has been invalidated]'

/** What a token is bound to besides its account: it ends with it. */
export interface BoundObject {
  kind: 'Node' | 'Pod' | 'Secret'
  name: string
  uid: string
}

/** The claims of a service account's token; times are seconds since 1970. */
export interface Claims {
  aud: readonly string[]
  exp: number
  iat: number
  iss: string
  jti: string
  'kubernetes.io': {
    namespace: string
    serviceaccount: { name: string; uid: string }
    node?: { name: string; uid: string }
    pod?: { name: string; uid: string }
    secret?: { name: string; uid: string }
  }
  nbf: number
  sub: string
}

type Objects = Pick<ReadStore, 'get'>

/** A JSON Web Token of some claims. The key is the cluster's own: two clusters do not take each other's tokens. */
export function signToken(claims: Claims | LegacyClaims, key: Buffer): string {
  const signed = `${encode({ alg: 'HS256', kid: 'kubette' })}.${encode(claims)}`
  return `${signed}.${signature(signed, key).toString('base64url')}`
}

/** The user that a token speaks for, and whom it is for; a text says why it speaks for nobody. */
export function readToken(
  token: string,
  now: Date,
  store: Objects,
): { user: UserInfo; audiences: readonly string[] } | string {
  const parts = token.split('.')
  if (parts.length !== 3) return 'invalid bearer token'
  const key = signingKey(store)
  if (!key) return 'invalid bearer token'
  const given = Buffer.from(parts[2]!, 'base64url')
  const right = signature(`${parts[0]}.${parts[1]}`, key)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'invalid bearer token'
  const claims = JSON.parse(Buffer.from(parts[1]!, 'base64url').toString()) as Claims | LegacyClaims
  if (isLegacy(claims)) {
    const user = readLegacyClaims(token, claims, store)
    return user ? { user, audiences: [ISSUER] } : INVALIDATED
  }
  if (now.getTime() >= claims.exp * 1000) return '[invalid bearer token, service account token has expired]'
  const { namespace, serviceaccount, pod, secret, node } = claims['kubernetes.io']
  const account = store.get(`/registry/serviceaccounts/${namespace}/${serviceaccount.name}`) as
    | ServiceAccount
    | undefined
  if (account?.metadata.uid !== serviceaccount.uid) return INVALIDATED
  const bound = [
    [`/registry/pods/${namespace}/`, pod],
    [`/registry/secrets/${namespace}/`, secret],
    ['/registry/minions/', node],
  ] as const
  for (const [prefix, reference] of bound)
    if (reference && store.get(prefix + reference.name)?.metadata.uid !== reference.uid) return INVALIDATED
  return {
    user: accountUser(claims, pod && (store.get(`/registry/pods/${namespace}/${pod.name}`) as Pod)),
    audiences: claims.aud,
  }
}

function accountUser({ sub, jti, 'kubernetes.io': about }: Claims, pod: Pod | undefined): UserInfo {
  const { namespace, serviceaccount } = about
  const nodeName = about.node?.name ?? pod?.spec?.nodeName
  return {
    username: sub,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: {
      'authentication.kubernetes.io/credential-id': [`JTI=${jti}`],
      ...(nodeName ? { 'authentication.kubernetes.io/node-name': [nodeName] } : {}),
      ...(about.pod
        ? {
            'authentication.kubernetes.io/pod-name': [about.pod.name],
            'authentication.kubernetes.io/pod-uid': [about.pod.uid],
          }
        : {}),
    },
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signature(text: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
