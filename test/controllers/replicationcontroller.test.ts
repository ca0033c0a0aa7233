import { expect, test } from 'vitest'
import type { Pod, ReplicationController } from '../../src/api/types.gen.ts'
import { replicationController } from '../../src/controllers/replicationcontroller.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const RESOURCE = 'replicationcontrollers'

test('keeps the number of its pods, under the names of core/v1', () => {
  const cluster = new FakeCluster()
  const object: ReplicationController = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'rc', namespace: 'default' },
    spec: {
      replicas: 2,
      selector: { app: 'a' },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: [] } },
    },
  }
  cluster.create<Pod>('pods', {
    metadata: { name: 'lone', namespace: 'default', labels: { app: 'a' } },
    spec: { containers: [] },
  })
  cluster.create(RESOURCE, object)
  const run = () => cluster.run([replicationController, fakeKubelet()])
  run()
  expect(cluster.list<Pod>('pods').map(p => p.metadata.ownerReferences)).toMatchObject([
    [{ apiVersion: 'v1', kind: 'ReplicationController', name: 'rc' }],
    [{ apiVersion: 'v1', kind: 'ReplicationController', name: 'rc' }],
  ])
  expect(cluster.events.map(e => e.component)).toEqual(['replication-controller'])
  const present = () => cluster.get<ReplicationController>(RESOURCE, 'default', 'rc')!
  expect(present().status).toEqual({
    availableReplicas: 2,
    fullyLabeledReplicas: 2,
    observedGeneration: 1,
    readyReplicas: 2,
    replicas: 2,
  })
  cluster.update(RESOURCE, { ...present(), spec: { ...present().spec, replicas: 1 } })
  run()
  expect(cluster.list('pods')).toHaveLength(1)
})
