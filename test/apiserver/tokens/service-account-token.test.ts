import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import { type Claims, readToken, signToken } from '../../../src/apiserver/tokens/service-account-token.ts'
import { makeSigningKey } from '../../../src/apiserver/tokens/signing-key.ts'

const NOW = new Date('2026-01-01T00:00:00Z')
const seconds = NOW.getTime() / 1000

/** A cluster with one service account. */
function cluster() {
  const values = new Map<string, object>([
    ['/registry/namespaces/kube-system', { metadata: { name: 'kube-system', uid: 'public' } }],
    ['/registry/serviceaccounts/default/builder', { metadata: { name: 'builder', uid: '1' } }],
  ])
  return {
    values,
    get: (key: string) => values.get(key) as KubeObject | undefined,
    putValue: (key: string, value: object | undefined) => void values.set(key, value!),
  }
}

const claims: Claims = {
  aud: ['api'],
  exp: seconds + 3600,
  iat: seconds,
  iss: 'kubernetes',
  jti: 'x',
  'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'builder', uid: '1' } },
  nbf: seconds,
  sub: 'system:serviceaccount:default:builder',
}

test('a token speaks for its account as long as both are good', () => {
  const store = cluster()
  const token = signToken(claims, makeSigningKey(store))
  expect(readToken(token, NOW, store)).toMatchObject({ user: { username: claims.sub }, audiences: ['api'] })
  expect(readToken(token, new Date(claims.exp * 1000), store)).toContain('has expired')
  expect(readToken(token, NOW, cluster())).toBe('invalid bearer token')
  store.values.delete('/registry/serviceaccounts/default/builder')
  expect(readToken(token, NOW, store)).toContain('has been invalidated')
})

test('nothing that others can know of a cluster makes a token', () => {
  const store = cluster()
  const signed = signToken(claims, Buffer.from('x')).split('.').slice(0, 2).join('.')
  const forged = (key: string | Buffer) => `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
  for (const key of ['', 'public', '1']) expect(readToken(forged(key), NOW, store)).toBe('invalid bearer token')
  const key = makeSigningKey(store)
  expect(key.length).toBe(32)
  expect(makeSigningKey(store)).toEqual(key)
  for (const guess of ['', 'public', '1']) expect(readToken(forged(guess), NOW, store)).toBe('invalid bearer token')
})
