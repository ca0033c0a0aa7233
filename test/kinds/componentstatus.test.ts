import { expect, test } from 'vitest'
import type { ComponentStatus } from '../../src/api/types.gen.ts'
import { TimedCluster } from '../controllers/timed-cluster.ts'

const PATH = '/api/v1/componentstatuses'

test('the control plane is well, and nobody changes that', async () => {
  using cluster = new TimedCluster()
  const all = await cluster.list<ComponentStatus>(PATH)
  expect(all.map(o => o.metadata.name)).toEqual(['controller-manager', 'scheduler', 'etcd-0'])
  expect(await cluster.get(`${PATH}/etcd-0`)).toMatchObject({ conditions: [{ type: 'Healthy', status: 'True' }] })
  await expect(cluster.send('POST', PATH, { metadata: { name: 'x' } })).rejects.toThrow('does not allow this method')
})
