import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pod, PodDisruptionBudget } from '../../../src/api/types.gen.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { seededRandom } from '../../../src/apimachinery/random.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const PODS = '/api/v1/namespaces/default/pods'
const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets'
let folder: string
let cluster: Cluster

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-eviction-'))
  const path = join(folder, 'cluster.json')
  cluster = new Cluster({ path, clock: fixedClock('2026-01-01T00:00:00Z'), random: seededRandom(1) })
})

afterEach(() => rmSync(folder, { recursive: true }))

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  return (await cluster.request({ method, path, ...(body ? { body } : {}) }, ADMIN)).body
}

async function makePods(...names: string[]): Promise<void> {
  for (const name of names)
    await ask('POST', PODS, {
      metadata: { name, labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'nginx' }] },
    })
}

async function makeBudget(name: string, spec: object): Promise<void> {
  await ask('POST', BUDGETS, { metadata: { name }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec } })
}

const evict = (name: string, deleteOptions?: object) =>
  ask('POST', `${PODS}/${name}/eviction`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name },
    ...(deleteOptions ? { deleteOptions } : {}),
  })

async function podNames(): Promise<string[]> {
  return ((await ask('GET', PODS)) as { items: Pod[] }).items.map(pod => pod.metadata.name!)
}

test('a pod without a budget goes', async () => {
  await makePods('a')
  expect(await evict('a')).toMatchObject({ status: 'Success' })
  expect(await podNames()).toEqual([])
})

test('a budget lets so many go and no more', async () => {
  await makePods('a', 'b')
  await makeBudget('web', { minAvailable: 1 })
  await evict('a')
  expect(await podNames()).toEqual(['b'])
  expect(((await ask('GET', `${BUDGETS}/web`)) as PodDisruptionBudget).status).toMatchObject({
    currentHealthy: 1,
    disruptionsAllowed: 0,
  })
  await expect(evict('b')).rejects.toMatchObject({
    status: {
      code: 429,
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          { reason: 'DisruptionBudget', message: 'The disruption budget web needs 1 healthy pods and has 1 currently' },
        ],
      },
    },
  })
  expect(await podNames()).toEqual(['b'])
})

test('a dry run of the deletion changes nothing', async () => {
  await makePods('a')
  await makeBudget('web', { minAvailable: 0 })
  const before = await ask('GET', `${BUDGETS}/web`)
  expect(await evict('a', { dryRun: ['All'] })).toMatchObject({ status: 'Success' })
  expect(await podNames()).toEqual(['a'])
  expect(await ask('GET', `${BUDGETS}/web`)).toEqual(before)
})

test('two budgets for one pod are too many', async () => {
  await makePods('a')
  await makeBudget('one', { minAvailable: 0 })
  await makeBudget('two', { minAvailable: 0 })
  await expect(evict('a')).rejects.toMatchObject({
    status: {
      code: 500,
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    },
  })
})

test('the name in the URL is the one in the body', async () => {
  await makePods('a')
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'b' } }
  await expect(ask('POST', `${PODS}/a/eviction`, body)).rejects.toThrow(
    'name in URL does not match name in Eviction object',
  )
  await expect(ask('GET', `${PODS}/a/eviction`)).rejects.toMatchObject({ status: { code: 405 } })
})
