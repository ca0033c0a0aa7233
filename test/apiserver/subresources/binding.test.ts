import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pod } from '../../../src/api/types.gen.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { seededRandom } from '../../../src/apimachinery/random.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const PODS = '/api/v1/namespaces/default/pods'
const BINDINGS = '/api/v1/namespaces/default/bindings'
let folder: string
let cluster: Cluster

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-binding-'))
  const path = join(folder, 'cluster.json')
  cluster = new Cluster({ path, clock: fixedClock('2026-01-01T00:00:00Z'), random: seededRandom(1) })
  const body = { metadata: { name: 'p' }, spec: { schedulerName: 'mine', containers: [{ name: 'c', image: 'i' }] } }
  await cluster.request({ method: 'POST', path: PODS, body }, ADMIN)
})

afterEach(() => rmSync(folder, { recursive: true }))

const bind = (path: string, name?: string) => {
  const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: 'worker' } }
  return cluster.request({ method: 'POST', path, body }, ADMIN)
}
const nodeOf = async () =>
  ((await cluster.request({ method: 'GET', path: `${PODS}/p` }, ADMIN)).body as Pod).spec!.nodeName

test.each([`${PODS}/p/binding`, BINDINGS])('%s gives a pod its node, once', async path => {
  expect(await bind(path, 'p')).toMatchObject({ code: 201, body: { kind: 'Status', status: 'Success' } })
  expect(await nodeOf()).toBe('worker')
  await expect(bind(path, 'p')).rejects.toMatchObject({ status: { code: 409 } })
})

test('bindings must name a pod that is there', async () => {
  await expect(bind(BINDINGS)).rejects.toMatchObject({ status: { code: 400, message: 'Name parameter required.' } })
  await expect(bind(BINDINGS, 'other')).rejects.toMatchObject({ status: { code: 404 } })
})

test('bindings can only be created', async () => {
  await expect(cluster.request({ method: 'GET', path: BINDINGS }, ADMIN)).rejects.toMatchObject({
    status: { code: 405 },
  })
})
