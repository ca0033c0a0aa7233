import { expect, test } from 'vitest'
import type { Secret, ServiceAccount, TokenReview } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const CORE = '/api/v1/namespaces/default'
const UID = 'kubernetes.io/service-account.uid'
const NAME = 'kubernetes.io/service-account.name'

const account = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } })
const secret = (name: string, of: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, annotations: { [NAME]: of, ...more } },
  type: 'kubernetes.io/service-account-token',
})
const kept = (cluster: TimedCluster, name: string) => cluster.get<Secret>(`${CORE}/secrets/${name}`)
const text = (value = '') => Buffer.from(value, 'base64').toString()

async function whoIs(cluster: TimedCluster, token: string) {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } }
  return ((await cluster.send('POST', '/apis/authentication.k8s.io/v1/tokenreviews', review)) as TokenReview).status
}

test('a token secret gets a token that speaks for its account as long as both are there', async () => {
  using cluster = new TimedCluster()
  const { metadata } = (await cluster.send('POST', `${CORE}/serviceaccounts`, account('robot'))) as ServiceAccount
  await cluster.send('POST', `${CORE}/secrets`, secret('robot-token', 'robot'))
  const { data, metadata: filled } = await kept(cluster, 'robot-token')
  expect(Object.keys(data!).sort()).toEqual(['ca.crt', 'namespace', 'token'])
  expect(text(data!.namespace)).toBe('default')
  expect(filled.annotations).toEqual({ [NAME]: 'robot', [UID]: metadata.uid })
  const token = text(data!.token)
  expect(await whoIs(cluster, token)).toMatchObject({
    authenticated: true,
    user: { username: 'system:serviceaccount:default:robot', uid: metadata.uid },
  })

  await cluster.send('PATCH', `${CORE}/secrets/robot-token`, { data: { token: null, extra: 'eA==' } })
  const anew = await kept(cluster, 'robot-token')
  expect(anew.data).toMatchObject({ extra: 'eA==', token: data!.token })

  await cluster.send('DELETE', `${CORE}/serviceaccounts/robot`)
  await expect(kept(cluster, 'robot-token')).rejects.toThrow('not found')
  expect(await whoIs(cluster, token)).toMatchObject({
    error: '[invalid bearer token, service account token has been invalidated]',
  })
})

test('a token secret of no account, or of another one of the name, is deleted', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', `${CORE}/secrets`, secret('nobody', 'missing'))
  await expect(kept(cluster, 'nobody')).rejects.toThrow('not found')
  await cluster.send('POST', `${CORE}/secrets`, secret('former', 'default', { [UID]: 'another' }))
  await expect(kept(cluster, 'former')).rejects.toThrow('not found')
})
