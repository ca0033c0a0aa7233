import { expect, test } from 'vitest'
import type { EndpointSlice, Endpoints, Service } from '../../src/api/types.gen.ts'
import { ServiceCluster } from './service-cluster.ts'

const SLICES = 'endpointslices.discovery.k8s.io'

test('the service by which the API server is found comes back with all that belongs to it', () => {
  const c = new ServiceCluster()
  c.delete('services', 'default', 'kubernetes')
  c.run()
  expect(c.get<Service>('services', 'default', 'kubernetes')).toMatchObject({
    metadata: { labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ports: [{ name: 'https', port: 443, targetPort: 6443 }],
    },
  })
  expect(c.get('ipaddresses.networking.k8s.io', '', '10.96.0.1')).toBeDefined()
  c.delete(SLICES, 'default', 'kubernetes')
  const endpoints = c.get<Endpoints>('endpoints', 'default', 'kubernetes')!
  c.update<Endpoints>('endpoints', { ...endpoints, subsets: [] })
  c.run()
  expect(c.get<Endpoints>('endpoints', 'default', 'kubernetes')!.subsets).toEqual([
    { addresses: [{ ip: '172.18.0.2' }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] },
  ])
  expect(c.get<EndpointSlice>(SLICES, 'default', 'kubernetes')).toMatchObject({
    metadata: { labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    endpoints: [{ addresses: ['172.18.0.2'], conditions: { ready: true } }],
  })
})
