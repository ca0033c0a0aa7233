import { expect, test } from 'vitest'
import type { Pod, ReplicaSet, ResourceQuota, ResourceQuotaSpec } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const CORE = '/api/v1/namespaces/default'
const QUOTAS = `${CORE}/resourcequotas`

const quota = (spec: ResourceQuotaSpec, name = 'q') => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name },
  spec,
})
const pod = (name: string, resources: object = {}, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'nginx', resources }], ...spec },
})
const used = async (cluster: TimedCluster, name = 'q') =>
  (await cluster.get<ResourceQuota>(`${QUOTAS}/${name}`)).status!.used

test('is charged for what comes, and gets back what goes', async () => {
  using cluster = new TimedCluster()
  const hard = { pods: '3', 'requests.cpu': '1', 'count/configmaps': '2', 'services.nodeports': '1' }
  await cluster.send('POST', QUOTAS, quota({ hard }))
  expect(await used(cluster)).toEqual({
    pods: '0',
    'requests.cpu': '0',
    'count/configmaps': '1',
    'services.nodeports': '0',
  })
  await cluster.send('POST', `${CORE}/pods`, pod('a', { requests: { cpu: '600m' } }))
  await expect(cluster.send('POST', `${CORE}/pods`, pod('b', { requests: { cpu: '500m' } }))).rejects.toThrow(
    'pods "b" is forbidden: exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
  )
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } }
  await cluster.send('POST', `${CORE}/services`, service)
  await cluster.send('PATCH', `${CORE}/services/s`, { spec: { type: 'NodePort' } })
  expect((await used(cluster))!['services.nodeports']).toBe('1')
  await cluster.send('PATCH', `${CORE}/services/s`, { spec: { type: 'ClusterIP' } })
  await cluster.send('DELETE', `${CORE}/pods/a`)
  expect(await used(cluster)).toMatchObject({ pods: '0', 'requests.cpu': '0', 'services.nodeports': '0' })
})

test('demands that containers state what is limited', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', QUOTAS, quota({ hard: { 'limits.cpu': '2', memory: '1Gi' } }))
  await expect(cluster.send('POST', `${CORE}/pods`, pod('a'))).rejects.toThrow(
    'failed quota: q: must specify limits.cpu for: c; memory for: c',
  )
})

test('only concerns what is in its scopes', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', QUOTAS, quota({ hard: { pods: '1' }, scopes: ['BestEffort'] }, 'best'))
  await cluster.send('POST', QUOTAS, quota({ hard: { pods: '1' }, scopes: ['Terminating'] }, 'short'))
  await cluster.send('POST', `${CORE}/pods`, pod('a', { requests: { cpu: '1m' } }))
  await cluster.send('POST', `${CORE}/pods`, pod('b', {}, { activeDeadlineSeconds: 60 }))
  expect([await used(cluster, 'best'), await used(cluster, 'short')]).toEqual([{ pods: '1' }, { pods: '1' }])
  await expect(cluster.send('POST', `${CORE}/pods`, pod('c'))).rejects.toThrow('exceeded quota: best')
  cluster.pass(100)
  expect([await used(cluster, 'best'), await used(cluster, 'short')]).toEqual([{ pods: '0' }, { pods: '0' }])
})

test('replica sets go on when there is room again', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', QUOTAS, quota({ hard: { pods: '1' } }))
  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
  const spec = { replicas: 2, selector: { matchLabels: labels }, template }
  const sets = '/apis/apps/v1/namespaces/default/replicasets'
  await cluster.send('POST', sets, { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec })
  expect(await cluster.list<Pod>(`${CORE}/pods`)).toHaveLength(1)
  await cluster.send('PATCH', `${QUOTAS}/q`, { spec: { hard: { pods: '5' } } })
  expect((await cluster.get<ReplicaSet>(`${sets}/web`)).status).toMatchObject({ replicas: 2, readyReplicas: 2 })
})

test('resources and scopes must fit', async () => {
  using cluster = new TimedCluster()
  await expect(cluster.send('POST', QUOTAS, quota({ hard: { many: '1', pods: '1.5' } }))).rejects.toThrow(
    'ResourceQuota "q" is invalid: [spec.hard[many]: Invalid value: "many": must be a standard resource type or fully qualified, spec.hard[many]: Invalid value: "many": must be a standard resource for quota, spec.hard[pods]: Invalid value: "1500m": must be an integer]',
  )
  await expect(
    cluster.send('POST', QUOTAS, quota({ hard: { 'requests.cpu': '1' }, scopes: ['BestEffort', 'NotBestEffort'] })),
  ).rejects.toThrow(
    '[spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: unsupported scope applied to resource, spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes]',
  )
})
