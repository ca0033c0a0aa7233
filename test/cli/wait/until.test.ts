import { describe, expect, test } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import type { KubeObject } from '../../../src/api/object.ts'
import { waitForTest, waitUntil } from '../../../src/cli/wait/until.ts'
import { FakeSession } from '../watch/fake-session.ts'

const pods = { group: '', version: 'v1', resource: 'pods', singular: 'pod' } as ApiResource
const pod = (phase: string) =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, status: { phase } }) as KubeObject
const isRunning = (o: KubeObject) => (o as KubeObject & { status: { phase: string } }).status.phase === 'Running'
const info = { resource: pods, namespace: 'default', name: 'web', source: '', object: pod('Pending') }

const later = () => ({ end: Date.now() + 60_000, once: false })

describe('waitForTest', () => {
  test('returns the object that passed, without looking again where it does at once', async () => {
    const fake = new FakeSession([])
    expect(await waitForTest({ ...info, object: pod('Running') }, isRunning, later(), fake.session)).toEqual(
      pod('Running'),
    )
    expect(fake.requests).toEqual([])
  })

  test('goes on through changes and absence', async () => {
    const fake = new FakeSession([pod('Pending'), undefined, pod('Running'), pod('Failed')])
    expect(await waitForTest(info, isRunning, later(), fake.session)).toEqual(pod('Running'))
    expect(fake.seen).toBe(3)
    expect(fake.closed).toBe(1)
  })

  test('gives up when the time is up, even for an object that would pass', async () => {
    const { session } = new FakeSession([])
    const over = { end: Date.now() - 1, once: false }
    const wait = waitForTest({ ...info, object: pod('Running') }, isRunning, over, session)
    await expect(wait).rejects.toThrow('timed out waiting for the condition on pods/web')
  })

  test('with a timeout of zero looks once', async () => {
    const { session } = new FakeSession([])
    const once = { end: Date.now(), once: true }
    await expect(waitForTest(info, isRunning, once, session)).rejects.toThrow('condition not met for pods/web')
    await expect(waitForTest({ ...info, object: pod('Running') }, isRunning, once, session)).resolves.toBeDefined()
  })
})

describe('waitUntil', () => {
  test('looks at least once', async () => {
    const { session } = new FakeSession([])
    const over = { end: Date.now() - 1, once: false }
    await expect(waitUntil(async () => true, over, session)).resolves.toBeUndefined()
    await expect(waitUntil(async () => false, over, session)).rejects.toThrow(/^timed out waiting for the condition$/)
  })
})
