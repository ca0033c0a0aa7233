import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pod } from '../../../src/api/types.gen.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { seededRandom } from '../../../src/apimachinery/random.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const POD = '/api/v1/namespaces/default/pods/p'
let folder: string
let cluster: Cluster

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-parts-'))
  const path = join(folder, 'cluster.json')
  cluster = new Cluster({ path, clock: fixedClock('2026-01-01T00:00:00Z'), random: seededRandom(1) })
  const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m' } }
  const containers = [{ name: 'c', image: 'nginx', resources }]
  const body = { metadata: { name: 'p' }, spec: { containers } }
  await cluster.request({ method: 'POST', path: '/api/v1/namespaces/default/pods', body }, ADMIN)
})

afterEach(() => rmSync(folder, { recursive: true }))

async function patch(path: string, body: object): Promise<Pod> {
  const contentType = 'application/strategic-merge-patch+json'
  return (await cluster.request({ method: 'PATCH', path, body, contentType }, ADMIN)).body as Pod
}

const stored = async () => (await cluster.request({ method: 'GET', path: POD }, ADMIN)).body as Pod
const resized = (resources: object) => ({ spec: { containers: [{ name: 'c', resources }] } })

test('containers get other resources while they run', async () => {
  await patch(`${POD}/resize`, { metadata: { labels: { a: 'b' } }, ...resized({ requests: { cpu: '150m' } }) })
  const pod = await stored()
  const resources = { requests: { cpu: '150m', memory: '64Mi' }, limits: { cpu: '200m' } }
  expect(pod.spec!.containers[0]!.resources).toEqual(resources)
  expect(pod.metadata).toMatchObject({ generation: 2 })
  expect(pod.metadata.labels).toBeUndefined()
  expect(pod.status!.containerStatuses![0]).toMatchObject({ resources, allocatedResources: resources.requests })
  expect(pod.status!.containerStatuses![0]!.restartCount).toBe(0)
})

test.each([
  [
    { requests: { memory: null } },
    'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
  ],
  [
    { limits: { memory: '64Mi' }, requests: { cpu: '200m' } },
    'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
  ],
  [{ requests: { 'ephemeral-storage': '1Gi' } }, 'spec: Forbidden: only cpu and memory resources are mutable'],
])('not to %j', async (resources, message) => {
  await expect(patch(`${POD}/resize`, resized(resources))).rejects.toThrow(message)
})

test('debugging containers come and stay', async () => {
  const debug = (image: string) => ({ spec: { ephemeralContainers: [{ name: 'd', image }] } })
  await patch(`${POD}/ephemeralcontainers`, debug('busybox'))
  const { spec, status, metadata } = await stored()
  expect(spec!.ephemeralContainers).toMatchObject([{ name: 'd', image: 'busybox', imagePullPolicy: 'Always' }])
  expect(status!.ephemeralContainerStatuses).toMatchObject([{ name: 'd', state: { running: {} } }])
  expect(metadata.generation).toBe(2)
  await expect(patch(`${POD}/ephemeralcontainers`, debug('alpine'))).rejects.toThrow(
    'existing ephemeral containers "d" may not be changed',
  )
})

test('every condition has its times as the API writes them, the moment of the last probe being unknown', async () => {
  const conditions = (await stored()).status!.conditions!
  expect(conditions.map(c => c.type)).toContain('PodScheduled')
  for (const condition of conditions)
    expect(condition).toMatchObject({ lastProbeTime: null, lastTransitionTime: '2026-01-01T00:00:00Z' })
})
