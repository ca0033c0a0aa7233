import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Deployment, Event, Namespace } from '../../../src/api/types.gen.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { seededRandom } from '../../../src/apimachinery/random.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
let folder: string
let cluster: Cluster

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-subresources-'))
  const path = join(folder, 'cluster.json')
  cluster = new Cluster({ path, clock: fixedClock('2026-01-01T00:00:00Z'), random: seededRandom(1) })
})

afterEach(() => rmSync(folder, { recursive: true }))

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  return (await cluster.request({ method, path, ...(body ? { body } : {}) }, ADMIN)).body as T
}

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }

test('what is scaled is managed through scale', async () => {
  await ask('POST', DEPLOYMENTS, {
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { a: 'b' } }, template },
  })
  await ask('PUT', `${DEPLOYMENTS}/web/scale`, { metadata: { name: 'web' }, spec: { replicas: 2 } })
  const { metadata } = await ask<Deployment>('GET', `${DEPLOYMENTS}/web`)
  const through = metadata.managedFields?.filter(entry => entry.subresource === 'scale')
  expect(through).toMatchObject([
    { apiVersion: 'apps/v1', operation: 'Update', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
  ])
})

test('the finalizers of a namespace have the names of finalizers', async () => {
  const put = (...finalizers: string[]) =>
    ask<Namespace>('PUT', '/api/v1/namespaces/default/finalize', {
      metadata: { name: 'default' },
      spec: { finalizers },
    })
  await expect(put('kubernetes', 'foo')).rejects.toThrow(
    'spec.finalizers[1]: Invalid value: "foo": name is neither a standard finalizer name nor is it fully qualified',
  )
  expect((await put('kubernetes', 'a.b/c')).spec!.finalizers).toEqual(['kubernetes', 'a.b/c'])
})

test('a namespace that is going has no new events', async () => {
  await ask('POST', '/api/v1/namespaces', { metadata: { name: 'n' }, spec: { finalizers: ['a.b/c'] } })
  await ask('POST', '/api/v1/namespaces/n/pods', { metadata: { name: 'p' }, spec: template.spec })
  await ask('DELETE', '/api/v1/namespaces/n')
  expect((await ask<{ items: Event[] }>('GET', '/api/v1/namespaces/n/events')).items).toEqual([])
})
