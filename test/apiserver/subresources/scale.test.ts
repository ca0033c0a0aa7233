import { expect, test } from 'vitest'
import { TestCluster } from '../authorization/cluster.ts'

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const labels = { app: 'web' }
const deployment = {
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'nginx' }] } },
  },
}

test('a scale has a table of its own', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', DEPLOYMENTS, deployment)
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
  const table = await cluster.ask('GET', `${DEPLOYMENTS}/web/scale`, undefined, { accept })
  expect(table).toMatchObject({
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, { name: 'Desired' }, { name: 'Available' }, { name: 'Age' }],
    rows: [{ cells: ['web', 2, 2, '0s'] }],
  })
  expect(await cluster.ask('GET', `${DEPLOYMENTS}/web/status`, undefined, { accept })).toMatchObject({
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, { name: 'Ready' }, {}, {}, {}, {}, {}, {}],
  })
})

test('a scale is patched, and refuses what it has no method for', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', DEPLOYMENTS, deployment)
  const path = `${DEPLOYMENTS}/web/scale`
  const contentType = 'application/strategic-merge-patch+json'
  expect(await cluster.ask('PATCH', path, { spec: { replicas: 4 } }, { contentType })).toMatchObject({
    kind: 'Scale',
    spec: { replicas: 4 },
  })
  expect(await cluster.ask('GET', `${DEPLOYMENTS}/web`)).toMatchObject({
    spec: { replicas: 4 },
    status: { replicas: 4 },
  })
  expect(await cluster.ask('DELETE', path)).toBe('the server does not allow this method on the requested resource')
})

test('a scale is applied, and what others own is a conflict', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', DEPLOYMENTS, deployment)
  const path = `${DEPLOYMENTS}/web/scale`
  const contentType = 'application/apply-patch+yaml'
  const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' }, spec: { replicas: 3 } }
  const apply = (query: Record<string, string>) => cluster.ask('PATCH', path, scale, { contentType, query })
  expect(await apply({ fieldManager: 'me' })).toMatch(/^Apply failed with 1 conflict: .*\.spec\.replicas$/)
  expect(await apply({ fieldManager: 'me', force: 'true' })).toMatchObject({ kind: 'Scale', spec: { replicas: 3 } })
  const { metadata } = (await cluster.ask('GET', `${DEPLOYMENTS}/web`)) as { metadata: { managedFields: object[] } }
  expect(metadata.managedFields).toContainEqual(
    expect.objectContaining({
      manager: 'me',
      operation: 'Apply',
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    }),
  )
})
