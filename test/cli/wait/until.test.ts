import { describe, expect, test } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import type { KubeObject } from '../../../src/api/object.ts'
import { notFound } from '../../../src/apimachinery/status.ts'
import type { Session } from '../../../src/cli/session.ts'
import { waitForTest, waitUntil } from '../../../src/cli/wait/until.ts'

const pods = { group: '', version: 'v1', resource: 'pods', singular: 'pod' } as ApiResource
const pod = (phase: string) => ({ metadata: { name: 'web' }, status: { phase } }) as KubeObject
const isRunning = (o: KubeObject) => (o as KubeObject & { status: { phase: string } }).status.phase === 'Running'
const info = { resource: pods, namespace: 'default', name: 'web', source: '', object: pod('Pending') }

/** A session whose pod becomes one phase after the other, one a look; '' is a pod that is not there. */
function sessionOf(...phases: string[]): { session: Session; looks: () => number } {
  let looks = 0
  const client = {
    async request() {
      const phase = phases[Math.min(looks++, phases.length - 1)]!
      if (phase === '') throw notFound(pods, 'web')
      return { code: 200, body: pod(phase), warnings: [] }
    },
  }
  return { session: { client: async () => client, pause: async () => {} } as unknown as Session, looks: () => looks }
}

const later = () => ({ end: Date.now() + 60_000, once: false })

describe('waitForTest', () => {
  test('returns the object that passed, without looking again where it does at once', async () => {
    const { session, looks } = sessionOf('Failed')
    expect(await waitForTest({ ...info, object: pod('Running') }, isRunning, later(), session)).toEqual(pod('Running'))
    expect(looks()).toBe(0)
  })

  test('goes on through changes and absence', async () => {
    const { session, looks } = sessionOf('Pending', '', 'Running')
    expect(await waitForTest(info, isRunning, later(), session)).toEqual(pod('Running'))
    expect(looks()).toBe(3)
  })

  test('gives up when the time is up, even for an object that would pass', async () => {
    const { session } = sessionOf('Running')
    const over = { end: Date.now() - 1, once: false }
    const wait = waitForTest({ ...info, object: pod('Running') }, isRunning, over, session)
    await expect(wait).rejects.toThrow('timed out waiting for the condition on pods/web')
  })

  test('with a timeout of zero looks once', async () => {
    const { session } = sessionOf('Running')
    const once = { end: Date.now(), once: true }
    await expect(waitForTest(info, isRunning, once, session)).rejects.toThrow('condition not met for pods/web')
    await expect(waitForTest({ ...info, object: pod('Running') }, isRunning, once, session)).resolves.toBeDefined()
  })
})

describe('waitUntil', () => {
  test('looks at least once', async () => {
    const { session } = sessionOf('')
    const over = { end: Date.now() - 1, once: false }
    await expect(waitUntil(async () => true, over, session)).resolves.toBeUndefined()
    await expect(waitUntil(async () => false, over, session)).rejects.toThrow(/^timed out waiting for the condition$/)
  })
})
