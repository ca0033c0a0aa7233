import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiRequest } from '../../src/api/request.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { StatusError } from '../../src/apimachinery/status.ts'
import { Cluster } from '../../src/cluster/cluster.ts'
import { StateDocument } from '../../src/storage/state-document.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const NOW = '2026-01-01T00:00:00Z'
const SERVICES = '/api/v1/namespaces/default/services'
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-cluster-'))
  path = join(folder, 'deep', 'cluster.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

const open = (now = NOW) => new Cluster({ path, clock: fixedClock(now), random: seededRandom(1) })

const create = (name: string, query: ApiRequest['query'] = {}): ApiRequest => ({
  method: 'POST',
  path: SERVICES,
  query,
  body: { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }] } },
})

async function serviceNames(cluster: Cluster): Promise<string[]> {
  const { body } = await cluster.request({ method: 'GET', path: SERVICES }, ADMIN)
  return (body as { items: { metadata: { name: string } }[] }).items.map(item => item.metadata.name)
}

/** A cluster that is on disk already. */
async function made(): Promise<Cluster> {
  const cluster = open()
  await serviceNames(cluster)
  return cluster
}

describe('Cluster', () => {
  it('is made with the first request, and the same ever after', async () => {
    expect(await serviceNames(open())).toEqual(['kubernetes'])
    const before = readFileSync(path)
    expect(await serviceNames(open())).toEqual(['kubernetes'])
    expect(readFileSync(path)).toEqual(before)
  })

  it('is the same for the same clock and randomness', async () => {
    await made()
    const first = readFileSync(path)
    rmSync(path)
    await made()
    expect(readFileSync(path)).toEqual(first)
  })

  it('has nothing on disk before flush', async () => {
    const cluster = await made()
    const before = readFileSync(path)
    await cluster.request(create('web'), ADMIN)
    expect(readFileSync(path)).toEqual(before)
    expect(await serviceNames(open())).toEqual(['kubernetes'])
    cluster.flush()
    expect(await serviceNames(open())).toEqual(['kubernetes', 'web'])
  })

  it('is not written where nothing was changed', async () => {
    const cluster = await made()
    const before = statSync(path, { bigint: true })
    await cluster.request(create('web', { dryRun: 'All' }), ADMIN)
    cluster.flush()
    await expect(cluster.request(create('-'), ADMIN)).rejects.toThrow(StatusError)
    cluster.flush()
    expect(statSync(path, { bigint: true })).toEqual(before)
  })

  it('keeps what other processes write', async () => {
    const [one, other] = [await made(), open()]
    expect(await serviceNames(other)).toEqual(['kubernetes'])
    await one.request(create('a'), ADMIN)
    one.flush()
    expect(await serviceNames(other)).toEqual(['kubernetes'])
    await other.request(create('b'), ADMIN)
    other.flush()
    one.refresh()
    expect(await serviceNames(one)).toEqual(['a', 'b', 'kubernetes'])
    expect(await serviceNames(open())).toEqual(['a', 'b', 'kubernetes'])
  })

  it('makes other writers wait until flush', async () => {
    const [one, other] = [await made(), open()]
    await one.request(create('a'), ADMIN)
    let done = false
    const waiting = other.request(create('b'), ADMIN).then(() => {
      done = true
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(done).toBe(false)
    one.flush()
    await waiting
    other.flush()
    expect(await serviceNames(open())).toEqual(['a', 'b', 'kubernetes'])
  })

  it('is a new one after it was replaced by nothing', async () => {
    const cluster = await made()
    await cluster.request(create('web'), ADMIN)
    cluster.flush()
    await cluster.replace(StateDocument.empty())
    expect(await serviceNames(cluster)).toEqual(['kubernetes'])
    expect(await serviceNames(open())).toEqual(['kubernetes'])
  })

  it('can be taken somewhere else as a document', async () => {
    const cluster = await made()
    await cluster.request(create('web'), ADMIN)
    cluster.flush()
    const original = readFileSync(path)
    const document = await open().document()
    expect(document.toBytes()).toEqual(original)
    path = join(folder, 'other.json')
    expect(existsSync(path)).toBe(false)
    await open().replace(document)
    expect(readFileSync(path)).toEqual(original)
    expect(await serviceNames(open())).toEqual(['kubernetes', 'web'])
  })

  it('does what has become due in the meantime when it is opened', async () => {
    const cluster = await made()
    await cluster.request(
      {
        method: 'POST',
        path: '/api/v1/namespaces/default/events',
        body: {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: 'old', namespace: 'default' },
          involvedObject: { namespace: 'default' },
          type: 'Normal',
          reason: 'Test',
        },
      },
      ADMIN,
    )
    cluster.flush()
    const events = async (now: string) =>
      ((await open(now).request({ method: 'GET', path: '/api/v1/events' }, ADMIN)).body as { items: unknown[] }).items
    expect(await events('2026-01-01T00:59:00Z')).toHaveLength(1)
    expect(await events('2026-01-01T01:00:01Z')).toHaveLength(0)
    expect(readFileSync(path, 'utf8')).not.toContain('/registry/events/')
  })
})
