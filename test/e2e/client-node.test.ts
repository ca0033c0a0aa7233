import {
  CoordinationV1Api,
  CoreV1Api,
  type Informer,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  type ObjectCache,
  PatchStrategy,
  type V1ConfigMap,
  type V1Lease,
  V1MicroTime,
} from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Sandbox } from './program.ts'
import { Serving } from './serving.ts'

const namespace = 'default'
let sandbox: Sandbox
let serving: Serving
let config: KubeConfig
let core: CoreV1Api

beforeAll(async () => {
  sandbox = new Sandbox()
  serving = await new Serving(sandbox).start()
  config = new KubeConfig()
  config.loadFromFile(serving.kubeconfig)
  core = config.makeApiClient(CoreV1Api)
})

afterAll(async () => {
  await serving.stop()
  sandbox.remove()
})

const configMap = (name: string, data: Record<string, string>, labels?: Record<string, string>): V1ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, ...(labels ? { labels } : {}) },
  data,
})

describe('objects', () => {
  test('are created, read, replaced, listed and deleted', async () => {
    const created = await core.createNamespacedConfigMap({ namespace, body: configMap('crud', { a: '1' }) })
    expect(created.metadata).toMatchObject({ name: 'crud', namespace, creationTimestamp: expect.any(Date) })
    const read = await core.readNamespacedConfigMap({ namespace, name: 'crud' })
    expect(read).toEqual(created)
    const replaced = await core.replaceNamespacedConfigMap({
      namespace,
      name: 'crud',
      body: { ...read, data: { b: '2' } },
    })
    expect(replaced.data).toEqual({ b: '2' })
    // read is outdated now
    const conflict = core.replaceNamespacedConfigMap({ namespace, name: 'crud', body: { ...read, data: {} } })
    await expect(conflict).rejects.toMatchObject({ code: 409 })
    const { items } = await core.listNamespacedConfigMap({ namespace, fieldSelector: 'metadata.name=crud' })
    expect(items.map(i => i.metadata!.resourceVersion)).toEqual([replaced.metadata!.resourceVersion])
    await core.deleteNamespacedConfigMap({ namespace, name: 'crud' })
    const failure = await core.readNamespacedConfigMap({ namespace, name: 'crud' }).catch(e => e)
    expect(failure.code).toBe(404)
    expect(JSON.parse(failure.body)).toMatchObject({
      kind: 'Status',
      reason: 'NotFound',
      details: { name: 'crud', kind: 'configmaps' },
    })
  })

  test('are patched in each of the four ways', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config)
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'patched', namespace },
      spec: { ports: [{ name: 'http', port: 80 }], selector: { app: 'x' } },
    }
    await objects.create(service)
    type Patched = typeof service & { metadata: { labels?: Record<string, string> } }
    const patch = async (
      body: { spec?: object; labels?: Record<string, string> },
      strategy: PatchStrategy,
    ): Promise<Patched> => {
      const { labels, ...rest } = body
      const metadata = { name: 'patched', namespace, ...(labels ? { labels } : {}) }
      const whole = { apiVersion: 'v1', kind: 'Service', metadata, ...rest }
      return (await objects.patch(whole, undefined, undefined, 'tester', undefined, strategy)) as Patched
    }
    const strategic = await patch(
      { spec: { ports: [{ name: 'https', port: 443 }] } },
      PatchStrategy.StrategicMergePatch,
    )
    expect(strategic.spec.ports.map(p => p.port).sort()).toEqual([443, 80])
    const merged = await patch({ spec: { ports: [{ name: 'only', port: 8080 }] } }, PatchStrategy.MergePatch)
    expect(merged.spec.ports.map(p => p.port)).toEqual([8080])
    const applied = await patch({ labels: { by: 'apply' } }, PatchStrategy.ServerSideApply)
    expect(applied.metadata.labels).toEqual({ by: 'apply' })
    const pointed = await core.patchNamespacedService({
      namespace,
      name: 'patched',
      body: [{ op: 'replace', path: '/spec/ports/0/port', value: 9090 }],
    })
    expect(pointed.spec!.ports![0]!.port).toBe(9090)
    await objects.delete(service)
  })

  test('are listed in pieces', async () => {
    for (let i = 0; i < 7; i++)
      await core.createNamespacedConfigMap({ namespace, body: configMap(`piece-${i}`, {}, { pieces: 'yes' }) })
    const names: string[] = []
    const lengths: number[] = []
    let _continue: string | undefined
    do {
      const list = await core.listNamespacedConfigMap({
        namespace,
        labelSelector: 'pieces=yes',
        limit: 3,
        ...(_continue ? { _continue } : {}),
      })
      names.push(...list.items.map(i => i.metadata!.name!))
      lengths.push(list.items.length)
      _continue = list.metadata!._continue
    } while (_continue)
    expect(lengths).toEqual([3, 3, 1])
    expect(names).toEqual([0, 1, 2, 3, 4, 5, 6].map(i => `piece-${i}`))
    await core.deleteCollectionNamespacedConfigMap({ namespace, labelSelector: 'pieces=yes' })
    expect((await core.listNamespacedConfigMap({ namespace, labelSelector: 'pieces=yes' })).items).toEqual([])
  })
})

test('an informer goes on after the server was restarted', async () => {
  const path = `/api/v1/namespaces/${namespace}/configmaps`
  const informer: Informer<V1ConfigMap> & ObjectCache<V1ConfigMap> = makeInformer<V1ConfigMap>(config, path, () =>
    core.listNamespacedConfigMap({ namespace }),
  )
  let running = true
  // as the library's own examples do it: an informer that has lost its server is started again
  const restart = () => {
    if (running) setTimeout(() => running && informer.start().catch(restart), 100)
  }
  informer.on('error', restart)
  const data = (name: string) => informer.get(name, namespace)?.data
  const eventually = (name: string, value: unknown) => expect.poll(() => data(name), { timeout: 20_000 }).toEqual(value)
  try {
    await core.createNamespacedConfigMap({ namespace, body: configMap('before', { n: '1' }) })
    await informer.start()
    await eventually('before', { n: '1' })
    await core.createNamespacedConfigMap({ namespace, body: configMap('while', { n: '1' }) })
    await eventually('while', { n: '1' })
    expect(await serving.stop()).toBe(0)
    // nobody serves: the command line works on the file itself
    await sandbox.ok(['delete', 'configmap', 'before'])
    await serving.start()
    await core.replaceNamespacedConfigMap({ namespace, name: 'while', body: configMap('while', { n: '2' }) })
    await core.createNamespacedConfigMap({ namespace, body: configMap('after', { n: '1' }) })
    await eventually('after', { n: '1' })
    await eventually('while', { n: '2' })
    await eventually('before', undefined)
  } finally {
    running = false
    await informer.stop()
  }
})

/** A candidate as client-go's leader election has it: a Lease that is only changed from the version that was read. */
class Candidate {
  constructor(
    private readonly api: CoordinationV1Api,
    private readonly identity: string,
    private readonly seconds: number,
  ) {}

  /** Tries to become or to stay the leader once; returns whether that worked. */
  async elect(): Promise<boolean> {
    const name = 'election'
    const time = new V1MicroTime()
    const spec = { holderIdentity: this.identity, leaseDurationSeconds: this.seconds, renewTime: time }
    try {
      let lease: V1Lease
      try {
        lease = await this.api.readNamespacedLease({ namespace, name })
      } catch (error) {
        if ((error as { code?: number }).code !== 404) throw error
        const body: V1Lease = {
          metadata: { name, namespace },
          spec: { ...spec, acquireTime: time, leaseTransitions: 0 },
        }
        await this.api.createNamespacedLease({ namespace, body })
        return true
      }
      const { holderIdentity, renewTime, leaseDurationSeconds = 0, leaseTransitions = 0 } = lease.spec ?? {}
      const isOurs = holderIdentity === this.identity
      const expired =
        !renewTime || new Date(renewTime as unknown as string).getTime() + leaseDurationSeconds * 1000 < Date.now()
      if (!isOurs && !expired) return false
      const taken = isOurs ? {} : { acquireTime: time, leaseTransitions: leaseTransitions + 1 }
      await this.api.replaceNamespacedLease({
        namespace,
        name,
        body: { ...lease, spec: { ...lease.spec, ...spec, ...taken } },
      })
      return true
    } catch (error) {
      if ((error as { code?: number }).code === 409) return false
      throw error
    }
  }
}

test('of many candidates for a Lease one leads, and another when it stops', async () => {
  const api = config.makeApiClient(CoordinationV1Api)
  const candidates = Array.from({ length: 8 }, (_, i) => new Candidate(api, `candidate-${i}`, 1))
  const leaders = async (from: readonly Candidate[]) => {
    const won = await Promise.all(from.map(c => c.elect()))
    return from.filter((_, i) => won[i])
  }
  const [first, ...none] = await leaders(candidates)
  expect(none).toEqual([])
  expect(await leaders(candidates)).toEqual([first])
  const others = candidates.filter(c => c !== first)
  await new Promise(resolve => setTimeout(resolve, 1100))
  const [second, ...more] = await leaders(others)
  expect([second !== undefined, more]).toEqual([true, []])
  const { spec } = await api.readNamespacedLease({ namespace, name: 'election' })
  expect(spec!.leaseTransitions).toBe(1)
})
