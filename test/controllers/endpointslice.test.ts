import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EndpointSlice, Endpoints, Pod, Service } from '../../src/api/types.gen.ts'
import { endpointSlice as kind } from '../../src/kinds/endpointslice.ts'
import { ServiceCluster } from './service-cluster.ts'

const SLICES = 'endpointslices.discovery.k8s.io'
const web = { app: 'web' }
const slicesOf = (c: ServiceCluster, name = 'web') =>
  c.byIndex<EndpointSlice>(SLICES, 'label', `default/kubernetes.io/service-name=${name}`)
const shown = (c: ServiceCluster, name = 'web') => slicesOf(c, name).map(s => kind.row!(s, c.now).slice(2, 4))

function cluster(spec: Service['spec'] = {}): ServiceCluster {
  const c = new ServiceCluster()
  c.service('web', { selector: web, ports: [{ port: 80 }], ...spec }, { labels: { team: 'red' } })
  c.run()
  return c
}

test('a slice for a service, with its labels, owner and generation', () => {
  const c = cluster()
  expect(shown(c)).toEqual([['<unset>', '<unset>']])
  c.pod('a', web, '10.244.1.2')
  c.run()
  const [slice] = slicesOf(c)
  expect(slice).toMatchObject({
    metadata: {
      generateName: 'web-',
      generation: 2,
      labels: {
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': 'web',
        team: 'red',
      },
      ownerReferences: [{ kind: 'Service', name: 'web', controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    endpoints: [
      {
        addresses: ['10.244.1.2'],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: 'worker',
        targetRef: { kind: 'Pod', name: 'a' },
      },
    ],
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
  })
  c.remove('pods', 'default', 'a')
  c.run()
  expect(slicesOf(c)[0]).toMatchObject({ metadata: { name: slice!.metadata.name }, endpoints: null, ports: null })
})

test('a set of slices for each set of ports; pods without the named port have none', () => {
  const c = cluster({ ports: [{ port: 80, targetPort: 'http' }] })
  const spec = (containerPort: number, name = 'http') => ({
    spec: { nodeName: 'worker', containers: [{ name: 'c', ports: [{ name, containerPort, protocol: 'TCP' }] }] },
  })
  c.pod('a', web, '10.244.1.2', spec(8080))
  c.pod('b', web, '10.244.1.3', spec(9090))
  c.pod('c', web, '10.244.1.4', spec(8080, 'metrics'))
  c.run()
  expect(shown(c).sort()).toEqual([
    ['8080', '10.244.1.2'],
    ['9090', '10.244.1.3'],
    ['<unset>', '10.244.1.4'],
  ])
})

describe('writes', () => {
  const ip = (i: number) => `10.244.${i >> 8}.${i & 255}`

  test('a hundred endpoints a slice; a few more fill the slice with the least room that is enough', () => {
    const c = cluster()
    for (let i = 0; i < 250; i++) c.pod(`p${String(i).padStart(3, '0')}`, web, ip(i))
    c.run()
    expect(
      slicesOf(c)
        .map(s => s.endpoints!.length)
        .sort((a, b) => a - b),
    ).toEqual([50, 100, 100])
    c.writes = 0
    for (let i = 250; i < 260; i++) c.pod(`p${i}`, web, ip(i))
    c.run()
    expect(
      slicesOf(c)
        .map(s => s.endpoints!.length)
        .sort((a, b) => a - b),
    ).toEqual([60, 100, 100])
    expect(c.writes).toBe(10 + 1 + 1)
  })

  test('a slice that somebody deletes or changes is put right', () => {
    const c = cluster()
    c.pod('a', web, '10.244.1.2')
    c.run()
    const [slice] = slicesOf(c)
    c.update<EndpointSlice>(SLICES, { ...slice!, endpoints: [{ addresses: ['10.9.9.9'] }] })
    c.run()
    expect(shown(c)).toEqual([['80', '10.244.1.2']])
    c.delete(SLICES, 'default', slice!.metadata.name!)
    c.run()
    expect(shown(c)).toEqual([['80', '10.244.1.2']])
    expect(slicesOf(c)[0]!.metadata.name).not.toBe(slice!.metadata.name)
  })

  test('five thousand pods in one go cost a few syncs and little time', () => {
    const c = cluster()
    for (let i = 0; i < 5000; i++) c.pod(`p${i}`, web, ip(i))
    c.syncs = 0
    c.run()
    expect(c.syncs).toBeLessThanOrEqual(4)
    expect(slicesOf(c)).toHaveLength(50)
  })
})

test('hints follow the traffic distribution', () => {
  const c = cluster({ trafficDistribution: 'PreferSameNode' })
  c.pod('a', web, '10.244.1.2')
  c.run()
  expect(slicesOf(c)[0]!.endpoints![0]!.hints).toEqual({ forNodes: [{ name: 'worker' }] })
  const { trafficDistribution: _, ...spec } = c.get<Service>('services', 'default', 'web')!.spec!
  c.update<Service>('services', { ...c.get<Service>('services', 'default', 'web')!, spec })
  c.run()
  expect(slicesOf(c)[0]!.endpoints![0]!.hints).toBeUndefined()
})

test('a pod that is going away is not ready but may be serving', () => {
  const c = cluster()
  const pod = c.pod('a', web, '10.244.1.2')
  c.run()
  c.put<Pod>('pods', { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:30Z' } })
  c.run()
  expect(slicesOf(c)[0]!.endpoints![0]!.conditions).toEqual({ ready: false, serving: true, terminating: true })
  expect(c.get<Endpoints>('endpoints', 'default', 'web')!.subsets).toBeUndefined()
})

test('whatever happens to pods, endpoints and slices say which of them the selector chooses', () => {
  const step = fc.record({
    pod: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    app: fc.constantFrom('web', 'api'),
    tier: fc.constantFrom('front', 'back'),
    ready: fc.boolean(),
    action: fc.constantFrom('put', 'put', 'put', 'remove', 'selector'),
    run: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const c = cluster()
      const names = ['a', 'b', 'c', 'd', 'e']
      for (const { pod, app, tier, ready, action, run } of steps) {
        const service = c.get<Service>('services', 'default', 'web')!
        if (action === 'selector')
          c.update<Service>('services', { ...service, spec: { ...service.spec, selector: { app } } })
        else if (action === 'put')
          c.pod(pod, { app, tier }, `10.244.1.${names.indexOf(pod)}`, {
            status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
          })
        else if (c.get('pods', 'default', pod)) c.remove('pods', 'default', pod)
        if (run) c.run()
      }
      c.run()
      const { app } = c.get<Service>('services', 'default', 'web')!.spec!.selector!
      const chosen = c.list<Pod>('pods').filter(p => p.metadata.labels!.app === app)
      const isReady = (p: Pod) => p.status!.conditions![0]!.status === 'True'
      const { subsets = [] } = c.get<Endpoints>('endpoints', 'default', 'web')!
      const ips = (list: { ip: string }[] = []) => list.map(x => x.ip)
      expect(ips(subsets[0]?.addresses)).toEqual(chosen.filter(isReady).map(p => p.status!.podIP))
      expect(ips(subsets[0]?.notReadyAddresses)).toEqual(chosen.filter(p => !isReady(p)).map(p => p.status!.podIP))
      const endpoints = slicesOf(c).flatMap(s => s.endpoints ?? [])
      expect(endpoints.map(e => `${e.addresses[0]} ${e.conditions!.ready}`).sort()).toEqual(
        chosen.map(p => `${p.status!.podIP} ${isReady(p)}`).sort(),
      )
    }),
    { numRuns: 100 },
  )
})
