import { expect, test } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import type { KubeObject } from '../../../src/api/object.ts'
import { follow } from '../../../src/cli/watch/follow.ts'
import { FakeSession, type Step } from './fake-session.ts'

const pods = { group: '', version: 'v1', resource: 'pods', kind: 'Pod' } as ApiResource
const followed = { resource: pods, namespace: 'default', name: 'web' }
const pod = (n: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', resourceVersion: String(n) },
})
const later = () => Date.now() + 60_000

async function take(count: number, ...steps: Step[]) {
  const fake = new FakeSession(steps)
  const seen: (KubeObject | undefined)[] = []
  for await (const object of follow(followed, fake.session, later())) {
    seen.push(object)
    if (seen.length === count) break
  }
  return { seen, fake }
}

test('tells the object as it is, each change and its absence, and closes the watch', async () => {
  const { seen, fake } = await take(4, pod(1), pod(2), undefined, pod(3))
  expect(seen).toEqual([pod(1), pod(2), undefined, pod(3)])
  expect(fake.closed).toBe(1)
  const query = { fieldSelector: 'metadata.name=web' }
  const path = '/api/v1/namespaces/default/pods'
  expect(fake.requests).toEqual([
    { method: 'GET', path, query },
    { method: 'GET', path, query: { ...query, resourceVersion: '1' } },
  ])
})

test('asks anew where the server ends the watch', async () => {
  const { seen, fake } = await take(3, undefined, 'closed', pod(2), pod(3))
  expect(seen).toEqual([undefined, pod(2), pod(3)])
  expect(fake.requests).toHaveLength(4)
})

test('passes over bookmarks and throws the error of a watch', async () => {
  const bookmark = { type: 'BOOKMARK', object: pod(9) } as const
  expect((await take(2, pod(1), bookmark, pod(2))).seen).toEqual([pod(1), pod(2)])
  const status = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old', metadata: {} }
  await expect(take(2, pod(1), { type: 'ERROR', object: status })).rejects.toThrow('too old')
})

test('ends when the time is up', async () => {
  const fake = new FakeSession([pod(1)])
  const seen: unknown[] = []
  for await (const object of follow(followed, fake.session, Date.now() + 30)) seen.push(object)
  expect(seen).toEqual([pod(1)])
  expect(fake.closed).toBe(1)
})
