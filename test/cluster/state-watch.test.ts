import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WatchEvent } from '../../src/api/request.ts'
import { LocalClient } from '../../src/client/local.ts'

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps'

let folder: string
let reader: LocalClient
let writer: LocalClient
let open: AsyncIterableIterator<WatchEvent>[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-watch-'))
  const path = join(folder, 'cluster.json')
  reader = new LocalClient(path, () => {})
  writer = new LocalClient(path, () => {})
  open = []
})

afterEach(async () => {
  for (const events of open) await events.return!()
  rmSync(folder, { recursive: true })
})

async function write(method: 'POST' | 'DELETE' | 'PUT', name: string, data = {}): Promise<void> {
  const path = method === 'POST' ? CONFIG_MAPS : `${CONFIG_MAPS}/${name}`
  const body = method === 'DELETE' ? undefined : { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }
  await writer.request({ method, path, ...(body && { body }) })
  writer.flush()
}

async function watch(query: Record<string, string> = {}): Promise<AsyncIterableIterator<WatchEvent>> {
  const { watch: events } = await reader.request({
    method: 'GET',
    path: CONFIG_MAPS,
    query: { watch: 'true', ...query },
  })
  open.push(events!)
  return events!
}

async function next(events: AsyncIterator<WatchEvent>): Promise<string> {
  const { value } = await events.next()
  return `${value.type} ${value.object.metadata.name}`
}

describe('a cluster that nobody serves', () => {
  it('tells of what other processes write to its file', async () => {
    await write('POST', 'a')
    const { body } = await reader.request({ method: 'GET', path: CONFIG_MAPS })
    const events = await watch({
      resourceVersion: (body as { metadata: { resourceVersion: string } }).metadata.resourceVersion,
    })
    await write('POST', 'b')
    expect(await next(events)).toBe('ADDED b')
    await write('PUT', 'a', { x: 'y' })
    expect(await next(events)).toBe('MODIFIED a')
    await write('DELETE', 'a')
    expect(await next(events)).toBe('DELETED a')
  })

  it('tells what others have written between the list and the watch', async () => {
    await write('POST', 'a')
    const { body } = await reader.request({ method: 'GET', path: CONFIG_MAPS })
    const { resourceVersion } = (body as { metadata: { resourceVersion: string } }).metadata
    await write('POST', 'b')
    expect(await next(await watch({ resourceVersion }))).toBe('ADDED b')
  })

  it('begins with what there is where no revision is given, and tells several watches', async () => {
    const first = await watch()
    expect(await next(first)).toBe('ADDED kube-root-ca.crt')
    await write('POST', 'a')
    const second = await watch({ fieldSelector: 'metadata.name=a' })
    expect(await next(second)).toBe('ADDED a')
    expect(await next(first)).toBe('ADDED a')
    await write('DELETE', 'a')
    expect(await next(second)).toBe('DELETED a')
    expect(await next(first)).toBe('DELETED a')
  })

  it('tells of an object that was made anew in between that it went and came', async () => {
    await write('POST', 'a')
    const events = await watch({ fieldSelector: 'metadata.name=a' })
    expect(await next(events)).toBe('ADDED a')
    await writer.request({ method: 'DELETE', path: `${CONFIG_MAPS}/a` })
    await write('POST', 'a')
    expect([await next(events), await next(events)]).toEqual(['DELETED a', 'ADDED a'])
  })
})
