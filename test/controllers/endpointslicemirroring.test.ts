import { expect, test } from 'vitest'
import type { EndpointSlice, Endpoints, Service } from '../../src/api/types.gen.ts'
import { ServiceCluster } from './service-cluster.ts'

const SLICES = 'endpointslices.discovery.k8s.io'
const slicesOf = (c: ServiceCluster) =>
  c.byIndex<EndpointSlice>(SLICES, 'label', 'default/kubernetes.io/service-name=legacy')

function cluster(): ServiceCluster {
  const c = new ServiceCluster()
  c.service('legacy', { ports: [{ name: 'pg', port: 5432 }] })
  c.create<Endpoints>('endpoints', {
    metadata: { name: 'legacy', labels: { team: 'dba' }, annotations: { note: 'x' } },
    subsets: [{ addresses: [{ ip: '192.168.10.5' }, { ip: '192.168.10.6' }], ports: [{ name: 'pg', port: 5432 }] }],
  })
  c.run()
  return c
}

test('hand-made endpoints are mirrored', () => {
  const [slice, ...others] = slicesOf(cluster())
  expect(others).toEqual([])
  expect(slice).toMatchObject({
    metadata: {
      generateName: 'legacy-',
      labels: {
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
        'kubernetes.io/service-name': 'legacy',
        team: 'dba',
      },
      annotations: { note: 'x' },
      ownerReferences: [{ kind: 'Endpoints', name: 'legacy' }],
    },
    endpoints: [
      { addresses: ['192.168.10.5'], conditions: { ready: true } },
      { addresses: ['192.168.10.6'], conditions: { ready: true } },
    ],
    ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }],
  })
})

test('the mirror follows: other addresses and ports change the same slice', () => {
  const c = cluster()
  const [slice] = slicesOf(c)
  const endpoints = c.get<Endpoints>('endpoints', 'default', 'legacy')!
  const subsets = [{ notReadyAddresses: [{ ip: '192.168.10.7' }], ports: [{ port: 1, protocol: 'TCP' }] }]
  c.update<Endpoints>('endpoints', { ...endpoints, subsets })
  c.run()
  expect(slicesOf(c)).toMatchObject([
    {
      metadata: { name: slice!.metadata.name },
      endpoints: [{ addresses: ['192.168.10.7'], conditions: { ready: false } }],
      ports: [{ name: '', port: 1 }],
    },
  ])
})

test('no mirror without a service, with a selector, or where the label says so', () => {
  for (const spoil of [
    (c: ServiceCluster) => c.delete('services', 'default', 'legacy'),
    (c: ServiceCluster) => {
      const service = c.get<Service>('services', 'default', 'legacy')!
      c.update<Service>('services', { ...service, spec: { ...service.spec, selector: { app: 'x' } } })
    },
    (c: ServiceCluster) => {
      const endpoints = c.get<Endpoints>('endpoints', 'default', 'legacy')!
      const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' }
      c.update<Endpoints>('endpoints', { ...endpoints, metadata: { ...endpoints.metadata, labels } })
    },
  ]) {
    const c = cluster()
    spoil(c)
    c.run()
    const mirrors = slicesOf(c).filter(s => s.metadata.ownerReferences![0]!.kind === 'Endpoints')
    expect(mirrors).toEqual([])
  }
})

test('a mirror that somebody deletes comes back', () => {
  const c = cluster()
  c.delete(SLICES, 'default', slicesOf(c)[0]!.metadata.name!)
  c.run()
  expect(slicesOf(c)).toHaveLength(1)
})
