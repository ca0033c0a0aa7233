import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pod, ResourceV1ResourceClaim as ResourceClaim } from '../../src/api/types.gen.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { Cluster } from '../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const DRA = '/apis/resource.k8s.io/v1'
const CLAIMS = `${DRA}/namespaces/default/resourceclaims`
const SPEC = { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpus' } }] } }
let folder: string
let cluster: Cluster

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-claims-'))
  const path = join(folder, 'cluster.json')
  cluster = new Cluster({ path, clock: fixedClock('2026-01-01T00:00:00Z'), random: seededRandom(1) })
})
afterEach(() => rmSync(folder, { recursive: true }))

const post = (path: string, body: object) => cluster.request({ method: 'POST', path, body }, ADMIN)
const get = async (path: string) => (await cluster.request({ method: 'GET', path }, ADMIN)).body
const pod = async () => (await get('/api/v1/namespaces/default/pods/p')) as Pod
const reason = async () => (await pod()).status!.conditions?.[0]?.message

async function makePod(claim: object): Promise<void> {
  const containers = [{ name: 'c', image: 'nginx', resources: { claims: [{ name: 'gpu' }] } }]
  const spec = { containers, resourceClaims: [{ name: 'gpu', ...claim }] }
  await post('/api/v1/namespaces/default/pods', { metadata: { name: 'p' }, spec })
}

test('a pod with a template gets a claim of its own, and waits for devices', async () => {
  await makePod({ resourceClaimTemplateName: 't' })
  expect(await reason()).toBeUndefined()
  const template = { metadata: { name: 't' }, spec: { metadata: { labels: { a: 'b' } }, spec: SPEC } }
  await post(`${DRA}/namespaces/default/resourceclaimtemplates`, template)
  expect(await reason()).toBe(
    '0/3 nodes are available: request gpu: device class gpus does not exist. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  )
  const [claim] = ((await get(CLAIMS)) as unknown as { items: ResourceClaim[] }).items
  expect((await pod()).status!.resourceClaimStatuses).toEqual([
    { name: 'gpu', resourceClaimName: claim!.metadata.name },
  ])
  expect(claim!.metadata).toMatchObject({
    generateName: 'p-gpu-',
    labels: { a: 'b' },
    annotations: { 'resource.kubernetes.io/pod-claim-name': 'gpu' },
    ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }],
  })
  await post(`${DRA}/deviceclasses`, { metadata: { name: 'gpus' }, spec: {} })
  expect(await reason()).toBe(
    '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 cannot allocate all claims. still not schedulable, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  )
})

test('a pod runs when its claim has been allocated', async () => {
  await makePod({ resourceClaimName: 'mine' })
  expect((await pod()).spec!.nodeName).toBeUndefined()
  await post(`${DRA}/deviceclasses`, { metadata: { name: 'gpus' }, spec: {} })
  await post(CLAIMS, { metadata: { name: 'mine' }, spec: SPEC })
  expect(await reason()).toContain('cannot allocate all claims')
  const results = [{ request: 'gpu', driver: 'd.example.com', pool: 'p', device: 'x' }]
  const body = { status: { allocation: { devices: { results } } } }
  const contentType = 'application/merge-patch+json'
  await cluster.request({ method: 'PATCH', path: `${CLAIMS}/mine/status`, body, contentType }, ADMIN)
  expect((await pod()).status!.phase).toBe('Running')
})
