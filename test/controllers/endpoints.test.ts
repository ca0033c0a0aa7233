import { describe, expect, test } from 'vitest'
import type { Endpoints, Pod, Service } from '../../src/api/types.gen.ts'
import { endpoints as kind } from '../../src/kinds/endpoints.ts'
import { ServiceCluster } from './service-cluster.ts'

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'
const web = { app: 'web' }
const endpointsOf = (c: ServiceCluster, name = 'web') => c.get<Endpoints>('endpoints', 'default', name)
const shown = (c: ServiceCluster, name = 'web') => kind.row!(endpointsOf(c, name)!, c.now)[1]
const later = (c: ServiceCluster) => {
  c.now = new Date(c.now.getTime() + 5000)
}

function cluster(spec: Service['spec'] = {}): ServiceCluster {
  const c = new ServiceCluster()
  c.service('web', { selector: web, ports: [{ port: 80 }], ...spec }, { labels: { team: 'red' } })
  c.run()
  return c
}

test('the endpoints follow the pods', () => {
  const c = cluster()
  expect(shown(c)).toBe('<none>')
  c.pod('a', web, '10.244.1.2')
  c.pod('b', web, '10.244.2.2')
  c.pod('other', { app: 'x' }, '10.244.2.3')
  c.run()
  expect(shown(c)).toBe('10.244.1.2:80,10.244.2.2:80')
  expect(endpointsOf(c)!.metadata.labels).toEqual({
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    team: 'red',
  })
  c.pod('a', { app: 'x' }, '10.244.1.2')
  c.run()
  expect(endpointsOf(c)!.subsets).toEqual([
    {
      addresses: [
        { ip: '10.244.2.2', nodeName: 'worker', targetRef: { kind: 'Pod', name: 'b', namespace: 'default', uid: 'b' } },
      ],
      ports: [{ port: 80, protocol: 'TCP' }],
    },
  ])
  c.remove('pods', 'default', 'b')
  c.run()
  expect(shown(c)).toBe('<none>')
})

describe('pods that are no endpoints', () => {
  test.each<[string, Partial<Pod>]>([
    ['finished', { status: { phase: 'Succeeded' } }],
    ['without an address', { status: { podIP: '', podIPs: [] } }],
  ])('%s', (_, more) => {
    const c = cluster()
    c.pod('a', web, '10.244.1.2', more)
    c.run()
    expect(shown(c)).toBe('<none>')
  })

  test('pods that are not ready stand apart, unless the service publishes them', () => {
    const c = cluster()
    c.pod('a', web, '10.244.1.2', { status: { conditions: [{ type: 'Ready', status: 'False' }] } })
    c.run()
    expect(endpointsOf(c)!.subsets![0]).toMatchObject({ notReadyAddresses: [{ ip: '10.244.1.2' }] })
    const service = c.get<Service>('services', 'default', 'web')!
    c.update<Service>('services', { ...service, spec: { ...service.spec, publishNotReadyAddresses: true } })
    c.run()
    expect(shown(c)).toBe('10.244.1.2:80')
  })
})

test('a named target is looked up in each pod', () => {
  const c = cluster({ ports: [{ port: 80, targetPort: 'http' }] })
  const spec = (containerPort: number, name = 'http') => ({
    spec: { nodeName: 'worker', containers: [{ name: 'c', ports: [{ name, containerPort, protocol: 'TCP' }] }] },
  })
  c.pod('a', web, '10.244.1.2', spec(8080))
  c.pod('b', web, '10.244.1.3', spec(9090))
  c.pod('c', web, '10.244.1.4', spec(8080, 'metrics'))
  c.run()
  expect(String(shown(c)).split(',').sort()).toEqual(['10.244.1.2:8080', '10.244.1.3:9090'])
})

test('a headless service without ports has addresses all the same, and hostnames in its subdomain', () => {
  const c = cluster({ clusterIP: 'None', ports: [] })
  c.pod('a', web, '10.244.1.2', { spec: { nodeName: 'worker', containers: [], hostname: 'one', subdomain: 'web' } })
  c.run()
  expect(shown(c)).toBe('10.244.1.2')
  expect(endpointsOf(c)!.subsets![0]!.addresses![0]!.hostname).toBe('one')
  expect(endpointsOf(c)!.metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '')
})

test('a thousand addresses at most, ready ones first', () => {
  const c = cluster()
  const ip = (i: number) => `10.244.${i >> 8}.${i & 255}`
  for (let i = 0; i < 1100; i++)
    c.pod(`p${i}`, web, ip(i), i < 900 ? {} : { status: { conditions: [{ type: 'Ready', status: 'False' }] } })
  c.run()
  const { subsets, metadata } = endpointsOf(c)!
  expect(subsets![0]!.addresses).toHaveLength(900)
  expect(subsets![0]!.notReadyAddresses).toHaveLength(100)
  expect(metadata.annotations).toMatchObject({ 'endpoints.kubernetes.io/over-capacity': 'truncated' })
})

test('the trigger time: of the service, not of pods that start, but of pods that are taken in or become ready', () => {
  const c = cluster()
  const trigger = () => endpointsOf(c)!.metadata.annotations?.[TRIGGER]
  expect(trigger()).toBe('2026-01-01T00:00:00Z')
  later(c)
  c.put<Pod>('pods', {
    metadata: { name: 'a', namespace: 'default', labels: web, uid: 'a' },
    status: { phase: 'Pending' },
  })
  const pod = c.pod('a', web, '10.244.1.2')
  c.run()
  expect(shown(c)).toBe('10.244.1.2:80')
  expect(trigger()).toBeUndefined()
  c.put<Pod>('pods', { ...pod, metadata: { ...pod.metadata, labels: { app: 'x' } } })
  c.run()
  expect(trigger()).toBeUndefined()
  c.put('pods', pod)
  c.run()
  expect(trigger()).toBe('2026-01-01T00:00:05Z')
})

test('they come back when deleted, and go with the service', () => {
  const c = cluster()
  c.delete('endpoints', 'default', 'web')
  c.run()
  expect(endpointsOf(c)).toBeDefined()
  c.delete('services', 'default', 'web')
  c.run()
  expect(endpointsOf(c)).toBeUndefined()
})

test('services without a selector and external names have none', () => {
  const c = new ServiceCluster()
  c.service('a', { ports: [{ port: 80 }] })
  c.service('b', { type: 'ExternalName', externalName: 'x.example.com', selector: web })
  c.run()
  expect(endpointsOf(c, 'a') ?? endpointsOf(c, 'b')).toBeUndefined()
})

test('only the services that a pod concerns are looked at', () => {
  const c = new ServiceCluster()
  for (let i = 0; i < 50; i++) c.service(`s${i}`, { selector: { app: `a${i}` }, ports: [{ port: 80 }] })
  c.run()
  c.syncs = 0
  for (let i = 0; i < 100; i++) c.pod(`p${i}`, { app: 'a7', n: String(i) }, `10.244.1.${i}`)
  c.run()
  expect(c.syncs).toBeLessThanOrEqual(4)
})
