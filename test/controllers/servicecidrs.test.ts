import { expect, test } from 'vitest'
import type { ServiceCIDR } from '../../src/api/types.gen.ts'
import { ServiceCluster } from './service-cluster.ts'

const CIDRS = 'servicecidrs.networking.k8s.io'

test('a range is ready, and stays until the last of its addresses is free', () => {
  const c = new ServiceCluster()
  c.create<ServiceCIDR>(CIDRS, { metadata: { name: 'extra' }, spec: { cidrs: ['10.200.0.0/24'] } })
  c.run()
  const extra = () => c.get<ServiceCIDR>(CIDRS, '', 'extra')
  expect(extra()).toMatchObject({
    metadata: { finalizers: ['networking.k8s.io/service-cidr-finalizer'] },
    status: { conditions: [{ type: 'Ready', status: 'True', message: 'Kubernetes Service CIDR is ready' }] },
  })
  c.service('web', { ports: [{ port: 80 }], clusterIP: '10.200.0.7' })
  c.delete(CIDRS, '', 'extra')
  c.run()
  expect(extra()!.status!.conditions).toMatchObject([{ type: 'Ready', status: 'False', reason: 'Terminating' }])
  c.delete('services', 'default', 'web')
  c.run()
  expect(extra()).toBeUndefined()
})
