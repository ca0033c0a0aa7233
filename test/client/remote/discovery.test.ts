import { expect, test } from 'vitest'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { discover } from '../../../src/client/remote/discovery.ts'

const pods = {
  name: 'pods',
  singularName: 'pod',
  namespaced: true,
  kind: 'Pod',
  verbs: ['get', 'list'],
  shortNames: ['po'],
  categories: ['all'],
}
const eviction = {
  name: 'pods/eviction',
  singularName: '',
  namespaced: true,
  kind: 'Eviction',
  group: 'policy',
  version: 'v1',
  verbs: ['create'],
}
const deployments = {
  name: 'deployments',
  singularName: 'deployment',
  namespaced: true,
  kind: 'Deployment',
  verbs: ['get'],
}

const legacy: Record<string, unknown> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': {
    kind: 'APIGroupList',
    groups: [
      { name: 'apps', versions: [{ version: 'v1beta1' }, { version: 'v1' }], preferredVersion: { version: 'v1' } },
    ],
  },
  '/api/v1': { resources: [pods, eviction] },
  '/apis/apps/v1': { resources: [deployments] },
  '/apis/apps/v1beta1': { resources: [deployments] },
}

const aggregatedResource = (
  { name, singularName, kind, namespaced: _, ...rest }: typeof pods | typeof deployments,
  group: string,
  version: string,
) => ({
  resource: name,
  singularResource: singularName,
  responseKind: { group, version, kind },
  scope: 'Namespaced',
  ...rest,
})

const list = (name: string, versions: object[]) => ({
  kind: 'APIGroupDiscoveryList',
  items: [{ metadata: { name }, versions }],
})

const aggregated: Record<string, unknown> = {
  '/api': list('', [
    {
      version: 'v1',
      resources: [
        {
          ...aggregatedResource(pods, '', 'v1'),
          subresources: [
            {
              subresource: 'eviction',
              responseKind: { group: 'policy', version: 'v1', kind: 'Eviction' },
              verbs: ['create'],
            },
          ],
        },
      ],
    },
  ]),
  '/apis': list(
    'apps',
    ['v1', 'v1beta1'].map(version => ({ version, resources: [aggregatedResource(deployments, 'apps', version)] })),
  ),
}

const from = (documents: Record<string, unknown>) => async (path: string) => {
  if (documents[path] === undefined) throw new StatusError(404, 'NotFound', 'not there')
  return documents[path]
}

test('both kinds of discovery tell the same, preferred versions first', async () => {
  const found = await discover(from(aggregated))
  expect(found.map(r => `${r.group}/${r.version}/${r.resource}`)).toEqual([
    '/v1/pods',
    'apps/v1/deployments',
    'apps/v1beta1/deployments',
  ])
  expect(found[0]).toEqual({
    group: '',
    version: 'v1',
    resource: 'pods',
    singular: 'pod',
    kind: 'Pod',
    namespaced: true,
    verbs: ['get', 'list'],
    shortNames: ['po'],
    categories: ['all'],
    subresources: [{ name: 'eviction', kind: 'Eviction', verbs: ['create'], group: 'policy', version: 'v1' }],
  })
  expect(await discover(from(legacy))).toEqual(found)
})

test('a version that cannot be had is left out', async () => {
  const { '/apis/apps/v1': _, ...others } = legacy
  expect((await discover(from(others))).map(r => r.version)).toEqual(['v1', 'v1beta1'])
})
