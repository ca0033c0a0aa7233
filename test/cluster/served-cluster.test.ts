import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WatchEvent } from '../../src/api/request.ts'
import { ADMINISTRATOR } from '../../src/cluster/administrator.ts'
import { Cluster } from '../../src/cluster/cluster.ts'
import { ServedCluster } from '../../src/cluster/served-cluster.ts'
import { StateFileError } from '../../src/storage/errors.ts'
import { Journal } from '../../src/storage/journal.ts'

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps'
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })

let folder: string
let path: string
let cluster: ServedCluster

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-served-'))
  path = join(folder, 'cluster.json')
  cluster = await ServedCluster.open({ path })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await cluster.close()
  rmSync(folder, { recursive: true })
})

const create = (name: string) =>
  cluster.request({ method: 'POST', path: CONFIG_MAPS, body: configMap(name) }, ADMINISTRATOR)
const remove = (name: string) => cluster.request({ method: 'DELETE', path: `${CONFIG_MAPS}/${name}` }, ADMINISTRATOR)
const watch = (query: Record<string, string> = {}) =>
  cluster.request({ method: 'GET', path: CONFIG_MAPS, query: { watch: 'true', ...query } }, ADMINISTRATOR)

async function names(of: Pick<ServedCluster, 'request'> = cluster): Promise<(string | undefined)[]> {
  const { body } = await of.request({ method: 'GET', path: CONFIG_MAPS }, ADMINISTRATOR)
  return (body as { items: { metadata: { name?: string } }[] }).items
    .map(item => item.metadata.name)
    .filter(name => name !== 'kube-root-ca.crt')
}

async function take(events: AsyncIterator<WatchEvent> | undefined, count: number): Promise<string[]> {
  const seen: string[] = []
  while (seen.length < count) {
    const { value, done } = await events!.next()
    if (done) break
    seen.push(`${value.type} ${value.object.metadata.name}`)
  }
  return seen
}

describe('ServedCluster', () => {
  it('has on disk what it has answered, beside a state file that it does not write each time', async () => {
    const before = readFileSync(path)
    await Promise.all(Array.from({ length: 20 }, (_, i) => create(`c${i}`)))
    expect(readFileSync(path)).toEqual(before)
    expect((await names(new Cluster({ path }))).length).toBe(20)
    // what others read while it writes is one state or the next
    await remove('c3')
    expect(await names(new Cluster({ path }))).not.toContain('c3')
  })

  it('leaves one file behind', async () => {
    await create('a')
    await cluster.close()
    expect(existsSync(`${path}.journal`)).toBe(false)
    cluster = await ServedCluster.open({ path })
    expect(await names()).toEqual(['a'])
  })

  it('has in the journal all that it knows: what controllers change in place too', async () => {
    const pod = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { containers: [{ name: 'c', image: 'nginx' }] },
    })
    const pods = '/api/v1/namespaces/default/pods'
    for (const name of ['a', 'b', 'c'])
      await cluster.request({ method: 'POST', path: pods, body: pod(name) }, ADMINISTRATOR)
    await Promise.all(
      ['d', 'e', 'f', 'g'].map(name => cluster.request({ method: 'POST', path: pods, body: pod(name) }, ADMINISTRATOR)),
    )
    await cluster.request({ method: 'DELETE', path: `${pods}/a` }, ADMINISTRATOR)
    const journaled = (await new Cluster({ path }).document()).toBytes().toString()
    await cluster.close()
    expect(journaled).toBe(readFileSync(path, 'utf8'))
    cluster = await ServedCluster.open({ path })
  })

  it('shares one sync among requests that come together', async () => {
    const append = vi.spyOn(Journal.prototype, 'append')
    await Promise.all(Array.from({ length: 50 }, (_, i) => create(`c${i}`)))
    expect(append.mock.calls.length).toBeLessThanOrEqual(3)
  })

  it('is opened once', async () => {
    await expect(ServedCluster.open({ path })).rejects.toThrow(/in use by another process/)
  }, 10_000)

  it('refuses what cannot be written, keeps what was there, and goes on when there is room again', async () => {
    await create('before')
    const { watch: events } = await watch({ resourceVersion: '' })
    expect(await take(events, 2)).toEqual(['ADDED before', 'ADDED kube-root-ca.crt'])
    const full = vi.spyOn(Journal.prototype, 'append').mockRejectedValue(new StateFileError('no space left on device'))
    const answers = await Promise.allSettled([create('a'), create('b'), names(), remove('before')])
    expect(answers.map(answer => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected'])
    expect(await names()).toEqual(['before'])
    full.mockRestore()
    await create('after')
    expect(await names()).toEqual(['after', 'before'])
    expect(await take(events, 1)).toEqual(['ADDED after'])
    expect(await names(new Cluster({ path }))).toEqual(['after', 'before'])
  })

  it('folds its journal into the state file, and goes on', async () => {
    const large = { ...configMap('large'), data: { text: 'x'.repeat(900_000) } }
    for (let i = 0; i < 3; i++) {
      const body = { ...large, metadata: { name: `large${i}` } }
      await cluster.request({ method: 'POST', path: CONFIG_MAPS, body }, ADMINISTRATOR)
    }
    await create('small')
    expect(readFileSync(path, 'utf8')).toContain('/registry/configmaps/default/large1')
    expect(await names(new Cluster({ path }))).toEqual(['large0', 'large1', 'large2', 'small'])
  })

  describe('watches', () => {
    it('from a revision on, by selectors, in order', async () => {
      const { body } = await cluster.request({ method: 'GET', path: CONFIG_MAPS }, ADMINISTRATOR)
      const { resourceVersion } = (body as { metadata: { resourceVersion: string } }).metadata
      const { watch: all } = await watch({ resourceVersion })
      const { watch: labelled } = await watch({ resourceVersion, labelSelector: 'a=b' })
      await create('one')
      const label = (labels: object) =>
        cluster.request(
          {
            method: 'PATCH',
            path: `${CONFIG_MAPS}/one`,
            contentType: 'application/merge-patch+json',
            body: { metadata: { labels } },
          },
          ADMINISTRATOR,
        )
      await label({ a: 'b' })
      await label({ a: 'b', c: 'd' })
      await label({ a: 'c' })
      await remove('one')
      const expected = ['ADDED one', 'MODIFIED one', 'MODIFIED one', 'MODIFIED one', 'DELETED one']
      expect(await take(all, 5)).toEqual(expected)
      expect(await take(labelled, 3)).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one'])
      expect(await take((await watch({ resourceVersion })).watch, 5)).toEqual(expected)
    })

    it('tell all who watch of the same event', async () => {
      const watches = await Promise.all(
        Array.from({ length: 3 }, () => watch({ resourceVersion: '1000000' }).catch(e => e)),
      )
      expect(watches.map(error => error.status.code)).toEqual([504, 504, 504])
      const { body } = await create('first')
      const { resourceVersion } = (body as { metadata: { resourceVersion: string } }).metadata
      const open = await Promise.all(Array.from({ length: 3 }, () => watch({ resourceVersion })))
      await create('second')
      const events = await Promise.all(open.map(async ({ watch: events }) => (await events!.next()).value))
      expect(events[0]!.object.metadata.name).toBe('second')
      expect(new Set(events).size).toBe(1)
    })

    it('begin with what there is and say where that ends', async () => {
      await create('one')
      const query = { sendInitialEvents: 'true', allowWatchBookmarks: 'true', resourceVersionMatch: 'NotOlderThan' }
      const { watch: events } = await watch(query)
      expect(await take(events, 3)).toEqual(['ADDED kube-root-ca.crt', 'ADDED one', 'BOOKMARK undefined'])
      await expect(watch({ sendInitialEvents: 'true' })).rejects.toThrow(/requires setting resourceVersionMatch/)
    })

    it('come as tables, of which the first has the columns', async () => {
      const { watch: events } = await cluster.request(
        {
          method: 'GET',
          path: CONFIG_MAPS,
          query: { watch: '1' },
          accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
        },
        ADMINISTRATOR,
      )
      await create('one')
      const tables = [(await events!.next()).value.object, (await events!.next()).value.object]
      expect(tables).toMatchObject([
        { kind: 'Table', apiVersion: 'meta.k8s.io/v1', rows: [{ cells: ['kube-root-ca.crt', 1, expect.any(String)] }] },
        { kind: 'Table', columnDefinitions: null, rows: [{ cells: ['one', 0, expect.any(String)] }] },
      ])
      expect(tables[0].columnDefinitions[0].name).toBe('Name')
    })

    it('from before the server started are refused', async () => {
      await expect(watch({ resourceVersion: '1' })).rejects.toThrow(/too old resource version: 1 \(\d+\)/)
    })

    it('end when the cluster is closed', async () => {
      const { watch: events } = await watch()
      await take(events, 1)
      const next = events!.next()
      await cluster.close()
      expect((await next).done).toBe(true)
      cluster = await ServedCluster.open({ path })
    })
  })
})
