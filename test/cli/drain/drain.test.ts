import { describe, expect, test } from 'vitest'
import type { Pod } from '../../../src/api/types.gen.ts'
import { notFound, StatusError } from '../../../src/apimachinery/status.ts'
import { podsToGo } from '../../../src/cli/drain/pods-to-go.ts'
import { evictPods, type Removal } from '../../../src/cli/drain/remove-pods.ts'
import type { Io } from '../../../src/cli/io.ts'
import type { Session } from '../../../src/cli/session.ts'
import type { ApiRequest, Client } from '../../../src/client/client.ts'

type Answer = (request: ApiRequest) => unknown
const clientOf = (answer: Answer) =>
  ({ request: async (r: ApiRequest) => ({ code: 200, body: answer(r), warnings: [] }) }) as unknown as Client
const pod = (name: string, kind?: string, rest: Partial<Pod> = {}): Pod => ({
  ...rest,
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    ...(kind ? { ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'o', uid: 'o', controller: true }] } : {}),
    ...rest.metadata,
  },
})
const emptyDir = { spec: { containers: [], volumes: [{ name: 'v', emptyDir: {} }] } }

describe('podsToGo', () => {
  const rules = { force: false, ignoreDaemonSets: false, deleteEmptyDirData: false, skipWaitForDeleteTimeout: 0 }
  const look = (pods: Pod[], some: Partial<typeof rules> = {}, daemonSet = true) => {
    const client = clientOf(({ path, query }) => {
      if (path === '/api/v1/pods') {
        expect(query).toEqual({ fieldSelector: 'spec.nodeName=n', limit: '500' })
        return { items: pods, metadata: {} }
      }
      if (daemonSet) return {}
      throw notFound({ group: 'apps', resource: 'daemonsets' }, 'o')
    })
    return podsToGo('n', { podSelector: '', chunkSize: 500 }, { ...rules, ...some }, client)
  }
  const names = (pods: Pod[]) => pods.map(p => p.metadata.name)

  test('stops for daemon sets, local storage and pods without a controller', async () => {
    const { errors } = await look([pod('a', 'DaemonSet'), pod('b'), pod('c', 'ReplicaSet', emptyDir), pod('d')])
    expect(errors.map(e => e.message)).toEqual([
      'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/a',
      'cannot delete Pods that declare no controller (use --force to override): default/b, default/d',
      'cannot delete Pods with local storage (use --delete-emptydir-data to override): default/c',
    ])
  })

  test('warns of what the flags allow', async () => {
    const all = { force: true, ignoreDaemonSets: true, deleteEmptyDirData: true }
    const { errors, pods, warning } = await look([pod('a', 'DaemonSet'), pod('b'), pod('c', 'Job', emptyDir)], all)
    expect(errors).toEqual([])
    expect(names(pods)).toEqual(['b', 'c'])
    expect(warning).toBe(
      'ignoring DaemonSet-managed Pods: default/a; deleting Pods that declare no controller: default/b',
    )
  })

  test('takes finished pods, and leaves mirror pods alone', async () => {
    const mirror = pod('m', undefined, { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } })
    const { pods, errors } = await look([pod('f', undefined, { ...emptyDir, status: { phase: 'Failed' } }), mirror])
    expect(errors).toEqual([])
    expect(names(pods)).toEqual(['f'])
  })

  test('takes the pods of a daemon set that is gone by force only', async () => {
    const refused = await look([pod('a', 'DaemonSet')], { ignoreDaemonSets: true }, false)
    expect(refused.errors[0]?.message).toBe('cannot delete daemonsets.apps "o" not found: default/a')
    expect(names((await look([pod('a', 'DaemonSet')], { force: true }, false)).pods)).toEqual(['a'])
  })
})

describe('evictPods', () => {
  function removal(answer: Answer, some: Partial<Removal> = {}) {
    let text = ''
    const client = clientOf(answer)
    const session = { client: async () => client, pause: async () => {} } as unknown as Session
    const io = { out: (t: string) => (text += t), err: (t: string) => (text += t) } as unknown as Io
    const tell = (p: Pod, operation: string) => (text += `pod/${p.metadata.name} ${operation}\n`)
    const defaults = { dryRun: 'none', gracePeriod: -1, timeout: 0, skipWaitForDeleteTimeout: 0 } as const
    return { settings: { ...defaults, session, io, tell, ...some }, said: () => text }
  }

  test('evicts and waits until another pod, or none, has the name', async () => {
    const bodies: unknown[] = []
    let looks = 0
    const { settings, said } = removal(({ method, body }) => {
      if (method === 'POST') return bodies.push(body)
      return pod('a', undefined, { metadata: { uid: ++looks < 3 ? 'a' : 'other' } })
    })
    await evictPods([pod('a')], { ...settings, gracePeriod: 5 })
    expect(said()).toBe('evicting pod default/a\npod/a evicted\n')
    expect(bodies).toMatchObject([{ kind: 'Eviction', deleteOptions: { gracePeriodSeconds: 5 } }])
  })

  test('says which pods could not be evicted, and evicts the others', async () => {
    const { settings, said } = removal(({ method, path }) => {
      if (method === 'POST' && path.includes('/bad/')) throw new StatusError(500, 'InternalError', 'broken')
      throw notFound({ group: '', resource: 'pods' }, 'x')
    })
    const evicting = evictPods([pod('bad'), pod('gone')], settings)
    await expect(evicting).rejects.toThrow('error when evicting pods/"bad" -n "default": broken')
    expect(said()).toBe('evicting pod default/bad\nevicting pod default/gone\n')
  })

  test('gives up when the time is up', async () => {
    const { settings } = removal(({ method }) => (method === 'GET' ? pod('a') : {}), { timeout: 20 })
    const evicting = evictPods([pod('a')], settings)
    await expect(evicting).rejects.toThrow(
      'error when waiting for pod "a" in namespace "default" to terminate: global timeout reached: 20ms',
    )
  })

  test('a dry run of the server waits for nothing', async () => {
    const { settings, said } = removal(({ method }) => expect(method).toBe('POST'), { dryRun: 'server' })
    await evictPods([pod('a')], settings)
    expect(said()).toBe('evicting pod default/a (server dry run)\n')
  })
})
