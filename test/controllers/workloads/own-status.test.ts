import { describe, expect, it } from 'vitest'
import type { DaemonSet, Node, ReplicaSet, StatefulSet } from '../../../src/api/types.gen.ts'
import { daemonSetController } from '../../../src/controllers/daemonset.ts'
import { replicaSetController } from '../../../src/controllers/replicaset.ts'
import { statefulSetController } from '../../../src/controllers/statefulset.ts'
import { FakeCluster } from '../fake-cluster.ts'
import { fakeKubelet } from '../fake-kubelet.ts'

const node = (name: string): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
})

const spec = {
  replicas: 2,
  selector: { matchLabels: { app: 'web' } },
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
}
const metadata = { name: 'web', namespace: 'default' }

describe('the status of an owner of pods', () => {
  it.each([
    [
      'replicasets.apps',
      replicaSetController,
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec } as ReplicaSet,
    ],
    [
      'statefulsets.apps',
      statefulSetController,
      { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { ...spec, serviceName: 'web' } } as StatefulSet,
    ],
    [
      'daemonsets.apps',
      daemonSetController,
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata,
        spec: { ...spec, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } },
      } as unknown as DaemonSet,
    ],
  ])('of %s is put right when somebody else writes it', (resource, controller, object) => {
    const cluster = new FakeCluster()
    for (const name of ['a', 'b']) cluster.create('nodes', node(name))
    cluster.create<ReplicaSet>(resource, object as ReplicaSet)
    const present = () => cluster.get<ReplicaSet>(resource, 'default', 'web')!
    cluster.run([controller, fakeKubelet()])
    const { status } = present()
    expect(Object.keys(status ?? {}).length).toBeGreaterThan(2)
    cluster.updateStatus(resource, { ...present(), status: { ...status!, replicas: 9, numberReady: 9 } } as ReplicaSet)
    cluster.run([controller, fakeKubelet()])
    expect(present().status).toEqual(status)
  })
})
