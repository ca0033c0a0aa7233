import { expect, test } from 'vitest'
import type { ApiRequest } from '../../../src/api/request.ts'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { TestCluster } from '../authorization/cluster.ts'

const MAPS = '/api/v1/namespaces/default/configmaps'

interface List {
  kind: string
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number }
  items: { metadata: { name: string } }[]
}

async function withMaps(...names: string[]) {
  const cluster = new TestCluster()
  for (const name of names) await cluster.ask('POST', MAPS, { metadata: { name, labels: { first: name.slice(0, 1) } } })
  return cluster
}

const list = async (cluster: TestCluster, query: Record<string, string>, path = MAPS) =>
  (await cluster.ask('GET', path, undefined, { query })) as List

const names = ({ items }: List) => items.map(item => item.metadata.name)

async function refusal(cluster: TestCluster, request: ApiRequest) {
  try {
    await cluster.cluster.request(request, { username: 'admin', groups: ['system:masters'] })
  } catch (error) {
    if (error instanceof StatusError) return error.status
    throw error
  }
  throw new Error('it was answered')
}

const refusedList = (cluster: TestCluster, query: Record<string, string>) =>
  refusal(cluster, { method: 'GET', path: MAPS, query })

test('a list in parts is as it was when it was begun', async () => {
  using cluster = await withMaps('a', 'a-b', 'a.b', 'b')
  const first = await list(cluster, { limit: '2' })
  expect(names(first)).toEqual(['a', 'a-b'])
  expect(first.metadata.remainingItemCount).toBe(3)
  expect(JSON.parse(Buffer.from(first.metadata.continue!, 'base64url').toString())).toEqual({
    v: 'meta.k8s.io/v1',
    rv: Number(first.metadata.resourceVersion),
    start: 'a-b\0',
  })
  await cluster.ask('DELETE', `${MAPS}/b`)
  await cluster.ask('POST', MAPS, { metadata: { name: 'a.c' } })
  const second = await list(cluster, { limit: '2', continue: first.metadata.continue! })
  expect(names(second)).toEqual(['a.b', 'b'])
  expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion)
  const third = await list(cluster, { limit: '2', continue: second.metadata.continue! })
  expect(names(third)).toEqual(['kube-root-ca.crt'])
  expect(third.metadata).not.toHaveProperty('continue')
  expect(third.metadata).not.toHaveProperty('remainingItemCount')
})

test('parts of all namespaces, and of what selectors take', async () => {
  using cluster = await withMaps('a1', 'a2', 'b1', 'a3')
  const everywhere: string[] = []
  let token = ''
  do {
    const query: Record<string, string> = token === '' ? { limit: '3' } : { limit: '3', continue: token }
    const part = await list(cluster, query, '/api/v1/configmaps')
    everywhere.push(...names(part))
    token = part.metadata.continue ?? ''
  } while (token !== '')
  expect(everywhere).toEqual(names(await list(cluster, {}, '/api/v1/configmaps')))
  const selected = await list(cluster, { limit: '2', labelSelector: 'first=a' })
  expect(names(selected)).toEqual(['a1', 'a2'])
  expect(selected.metadata).not.toHaveProperty('remainingItemCount')
  const rest = await list(cluster, { limit: '2', labelSelector: 'first=a', continue: selected.metadata.continue! })
  expect(names(rest)).toEqual(['a3'])
})

test('a list that can no longer be continued can go on from now', async () => {
  using cluster = await withMaps('a', 'b', 'c')
  const token = Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: 1, start: 'a\0' })).toString('base64url')
  const status = await refusedList(cluster, { continue: token })
  expect(status).toMatchObject({ code: 410, reason: 'Expired' })
  expect(status.message).toMatch(/^The provided continue parameter is too old to display a consistent list result\./)
  const rest = await list(cluster, { continue: status.metadata.continue! })
  expect(names(rest)).toEqual(['b', 'c', 'kube-root-ca.crt'])
})

test.each([
  ['!', 'illegal base64 data at input byte 0'],
  [Buffer.from('[]').toString('base64url'), 'the token is not JSON'],
  [
    Buffer.from('{"v":"x","rv":1,"start":"a"}').toString('base64url'),
    'server does not recognize this encoded version "x"',
  ],
  [
    Buffer.from('{"v":"meta.k8s.io/v1","rv":0,"start":"a"}').toString('base64url'),
    'incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
  ],
  [
    Buffer.from('{"v":"meta.k8s.io/v1","rv":1}').toString('base64url'),
    'encoded start key empty (version meta.k8s.io/v1)',
  ],
  [Buffer.from('{"v":"meta.k8s.io/v1","rv":1,"start":"../x"}').toString('base64url'), '../x'],
])('%s is no token', async (token, why) => {
  using cluster = new TestCluster()
  expect(await refusedList(cluster, { continue: token })).toMatchObject({
    code: 400,
    reason: 'BadRequest',
    message: `invalid continue token: continue key is not valid: ${why}`,
  })
})

test('what resource versions mean', async () => {
  using cluster = await withMaps('a', 'b')
  const { resourceVersion } = (await list(cluster, {})).metadata
  expect(names(await list(cluster, { resourceVersion: '0', limit: '1' }))).toHaveLength(3)
  expect(names(await list(cluster, { resourceVersion, resourceVersionMatch: 'Exact', limit: '1' }))).toEqual(['a'])
  expect(names(await list(cluster, { resourceVersion: '1', resourceVersionMatch: 'NotOlderThan' }))).toHaveLength(3)
  const tooLarge = {
    code: 504,
    reason: 'Timeout',
    message: `Timeout: Too large resource version: 99999, current: ${resourceVersion}`,
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  }
  expect(await refusedList(cluster, { resourceVersion: '99999' })).toMatchObject(tooLarge)
  const get = { method: 'GET', path: `${MAPS}/a`, query: { resourceVersion: '99999' } } as const
  expect(await refusal(cluster, get)).toMatchObject(tooLarge)
  expect(await refusedList(cluster, { resourceVersion: '1', resourceVersionMatch: 'Exact' })).toMatchObject({
    code: 410,
    reason: 'Expired',
    message: 'The resourceVersion for the provided list is too old.',
  })
})

test.each([
  [
    { resourceVersionMatch: 'Exact' },
    'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
  ],
  [
    { resourceVersionMatch: 'Exact', resourceVersion: '0' },
    'resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
  ],
  [
    { resourceVersionMatch: 'x', resourceVersion: '1' },
    'resourceVersionMatch: Unsupported value: "x": supported values: "", "Exact", "NotOlderThan"',
  ],
  [{ sendInitialEvents: 'true' }, 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
])('%j is refused', async (query, why) => {
  using cluster = new TestCluster()
  expect(await refusedList(cluster, query)).toMatchObject({
    code: 422,
    reason: 'Invalid',
    message: `ListOptions.meta.k8s.io "" is invalid: ${why}`,
    details: { group: 'meta.k8s.io', kind: 'ListOptions' },
  })
})

test('other forms of objects and lists', async () => {
  using cluster = await withMaps('a', 'b')
  const ask = (path: string, as: string, query = {}, v = 'v1') =>
    cluster.ask('GET', path, undefined, { accept: `application/json;as=${as};v=${v};g=meta.k8s.io`, query })
  expect(await ask(`${MAPS}/a`, 'PartialObjectMetadata')).toEqual({
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: expect.objectContaining({ name: 'a' }),
  })
  expect(await ask(MAPS, 'PartialObjectMetadataList', { limit: '1' }, 'v1beta1')).toMatchObject({
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1beta1',
    metadata: { remainingItemCount: 2 },
    items: [{ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1beta1', metadata: { name: 'a' } }],
  })
  const table = (await ask(MAPS, 'Table', { limit: '1', includeObject: 'Object' }, 'v1beta1')) as {
    metadata: object
    rows: { object: object }[]
  }
  expect(table).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1beta1' })
  expect(table.metadata).toHaveProperty('continue')
  expect(table.rows[0]!.object).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } })
  const none = (await ask(MAPS, 'Table', { includeObject: 'None' })) as { rows: object[] }
  expect(none.rows[0]).not.toHaveProperty('object')
  expect(await ask(MAPS, 'Table', { includeObject: 'All' })).toBe(
    `Unable to convert to Table as requested: includeObject: Invalid value: "All": must be 'Metadata', 'Object', 'None', or empty`,
  )
  expect(await ask(MAPS, 'PartialObjectMetadata')).toBe(
    'you requested PartialObjectMetadata, but the requested object is a list (ConfigMapList)',
  )
  expect(await ask(`${MAPS}/a`, 'PartialObjectMetadataList')).toBe(
    'you requested PartialObjectMetadataList, but the requested object is not a list (ConfigMap)',
  )
})

test('what is written is answered in the form that is asked for', async () => {
  using cluster = new TestCluster()
  const accept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json'
  const body = { metadata: { name: 'a' }, data: { a: 'b' } }
  expect(await cluster.ask('POST', MAPS, body, { accept })).toMatchObject({ kind: 'PartialObjectMetadata' })
  const patched = await cluster.ask('PATCH', `${MAPS}/a`, { metadata: { labels: { x: 'y' } } }, { accept })
  expect(patched).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { labels: { x: 'y' } } })
  expect(patched).not.toHaveProperty('data')
  expect(await cluster.ask('DELETE', `${MAPS}/a`, undefined, { accept })).toMatchObject({ kind: 'Status' })
})
