import { expect, test } from 'vitest'
import { TestCluster } from '../authorization/cluster.ts'

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
const DEFINITION = {
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab', shortNames: ['ct'], categories: ['all'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
        },
      },
    ],
  },
}

async function withDefinition() {
  const cluster = new TestCluster()
  await cluster.ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', DEFINITION)
  return cluster
}

test('the groups are in the order of their priority, each with its preferred version', async () => {
  using cluster = await withDefinition()
  expect(await cluster.ask('GET', '/api')).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
  const { groups } = (await cluster.ask('GET', '/apis')) as { groups: { name: string; versions: object[] }[] }
  expect(groups.slice(0, 3).map(g => g.name)).toEqual(['apiregistration.k8s.io', 'apps', 'events.k8s.io'])
  expect(groups.at(-1)!.name).toBe('stable.example.com')
  expect(groups.find(g => g.name === 'autoscaling')).toEqual({
    name: 'autoscaling',
    versions: [
      { groupVersion: 'autoscaling/v2', version: 'v2' },
      { groupVersion: 'autoscaling/v1', version: 'v1' },
    ],
    preferredVersion: { groupVersion: 'autoscaling/v2', version: 'v2' },
  })
  expect(await cluster.ask('GET', '/apis/apps')).toMatchObject({ kind: 'APIGroup', apiVersion: 'v1', name: 'apps' })
})

test('a version lists its resources and their parts', async () => {
  using cluster = await withDefinition()
  const core = (await cluster.ask('GET', '/api/v1')) as { resources: { name: string }[] }
  expect(core).not.toHaveProperty('apiVersion')
  expect(core.resources.find(r => r.name === 'pods')).toEqual({
    name: 'pods',
    singularName: 'pod',
    namespaced: true,
    kind: 'Pod',
    verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    shortNames: ['po'],
    categories: ['all'],
    storageVersionHash: 'xPOwRZ+Yhw8=',
  })
  expect(core.resources.find(r => r.name === 'pods/eviction')).toEqual({
    name: 'pods/eviction',
    singularName: '',
    namespaced: true,
    group: 'policy',
    version: 'v1',
    kind: 'Eviction',
    verbs: ['create'],
  })
  expect(core.resources.find(r => r.name === 'bindings')).not.toHaveProperty('storageVersionHash')
  const custom = (await cluster.ask('GET', '/apis/stable.example.com/v1')) as typeof core
  expect(custom).toMatchObject({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'stable.example.com/v1' })
  expect(custom.resources.map(r => r.name)).toEqual(['crontabs', 'crontabs/status', 'crontabs/scale'])
})

test.each([
  '/apis/none',
  '/apis/apps/v2',
  '/api/v2',
  '/openapi/v3/apis/none/v1',
  '/openapi/v4',
  '/nothing',
])('there is no %s', async path => {
  using cluster = new TestCluster()
  expect(await cluster.ask('GET', path)).toBe('the server could not find the requested resource')
})

test('who asks for it gets everything at once', async () => {
  using cluster = await withDefinition()
  const accept = `${AGGREGATED},application/json`
  const core = await cluster.cluster.request({ method: 'GET', path: '/api', accept }, ADMIN)
  expect(core.contentType).toBe(AGGREGATED)
  expect(core.body).toMatchObject({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [{ metadata: {}, versions: [{ version: 'v1', freshness: 'Current' }] }],
  })
  const { items } = (await cluster.ask('GET', '/apis', undefined, { accept })) as {
    items: { metadata: { name: string }; versions: { resources: { resource: string }[] }[] }[]
  }
  const apps = items.find(i => i.metadata.name === 'apps')!.versions[0]!.resources
  expect(apps.find(r => r.resource === 'deployments')).toEqual({
    resource: 'deployments',
    responseKind: { group: '', version: '', kind: 'Deployment' },
    scope: 'Namespaced',
    singularResource: 'deployment',
    verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    shortNames: ['deploy'],
    categories: ['all'],
    subresources: [
      {
        subresource: 'scale',
        responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        verbs: ['get', 'patch', 'update'],
      },
      {
        subresource: 'status',
        responseKind: { group: '', version: '', kind: 'Deployment' },
        verbs: ['get', 'patch', 'update'],
      },
    ],
  })
  expect(items.at(-1)!.versions[0]!.resources[0]).toMatchObject({
    responseKind: { group: 'stable.example.com', version: 'v1', kind: 'CronTab' },
  })
})

test('what cannot be served is not acceptable', async () => {
  using cluster = new TestCluster()
  const ask = (accept: string) => cluster.ask('GET', '/apis', undefined, { accept })
  const refused = 'only the following media types are accepted: application/json, application/yaml'
  expect(await ask('application/vnd.kubernetes.protobuf')).toBe(refused)
  expect(await ask('application/json;as=Table;g=meta.k8s.io;v=v1')).toBe(refused)
  expect(await ask('application/json;as=Table;g=meta.k8s.io;v=v1, */*;q=0.1')).toMatchObject({ kind: 'APIGroupList' })
})

test('a service of another server is there, but not to be reached', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { namespace: 'kube-system', name: 'metrics-server' },
    },
  })
  const { groups } = (await cluster.ask('GET', '/apis')) as { groups: { name: string }[] }
  expect(groups.at(-1)!.name).toBe('metrics.k8s.io')
  expect(await cluster.ask('GET', '/apis/metrics.k8s.io/v1beta1')).toBe('service unavailable')
})

test('the paths, the version', async () => {
  using cluster = new TestCluster()
  const { paths } = (await cluster.ask('GET', '/')) as { paths: string[] }
  expect(paths).toEqual(expect.arrayContaining(['/api/v1', '/apis/apps/v1', '/openapi/v2', '/version']))
  expect(await cluster.ask('GET', '/version')).toMatchObject({ major: '1', minor: '36' })
})

const ADMIN = { username: 'admin', groups: ['system:masters'] }
