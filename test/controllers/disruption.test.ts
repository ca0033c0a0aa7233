import { expect, test } from 'vitest'
import type { Pod, PodDisruptionBudget, PodDisruptionBudgetSpec, ReplicaSet } from '../../src/api/types.gen.ts'
import { disruptionController } from '../../src/controllers/disruption.ts'
import { replicaSetController } from '../../src/controllers/replicaset.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const BUDGETS = 'poddisruptionbudgets.policy'
const selector = { matchLabels: { app: 'web' } }

const replicaSet = (replicas: number): ReplicaSet => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: { replicas, selector, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } },
})

function start(replicas: number, spec: PodDisruptionBudgetSpec, isHealthy?: (pod: Pod) => boolean) {
  const cluster = new FakeCluster()
  const budget: PodDisruptionBudget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace: 'default' },
    spec: { selector, ...spec },
  }
  cluster.create(BUDGETS, budget)
  if (replicas > 0) cluster.create('replicasets.apps', replicaSet(replicas))
  const run = () => cluster.run([replicaSetController, fakeKubelet(isHealthy), disruptionController])
  run()
  return { cluster, run, status: () => cluster.get<PodDisruptionBudget>(BUDGETS, 'default', 'b')!.status! }
}

test.each([
  [4, { minAvailable: 3 }, { currentHealthy: 4, desiredHealthy: 3, disruptionsAllowed: 1, expectedPods: 4 }],
  [4, { minAvailable: '60%' }, { desiredHealthy: 3, disruptionsAllowed: 1 }],
  [4, { maxUnavailable: '30%' }, { desiredHealthy: 2, disruptionsAllowed: 2 }],
  [2, { maxUnavailable: 5 }, { desiredHealthy: 0, disruptionsAllowed: 2 }],
  [2, { minAvailable: 5 }, { desiredHealthy: 5, disruptionsAllowed: 0 }],
  [0, { maxUnavailable: 1 }, { expectedPods: 0, disruptionsAllowed: 0 }],
] satisfies [number, PodDisruptionBudgetSpec, object][])('%d pods and %j', (replicas, spec, wanted) => {
  const { status } = start(replicas, spec)
  expect(status()).toMatchObject(wanted)
  expect(status().conditions).toMatchObject([
    { type: 'DisruptionAllowed', reason: status().disruptionsAllowed ? 'SufficientPods' : 'InsufficientPods' },
  ])
})

test('pods that are not ready or going do not count', () => {
  const { cluster, run, status } = start(3, { minAvailable: 1 }, pod => !pod.metadata.name!.startsWith('web-z'))
  const [first] = cluster.list<Pod>('pods')
  cluster.updateStatus<Pod>('pods', {
    ...first!,
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
  })
  run()
  expect(status()).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1, expectedPods: 3 })
})

test('a granted eviction counts until the pod is gone, but not for ever', () => {
  const { cluster, run, status } = start(2, { minAvailable: 1 })
  const [first] = cluster.list<Pod>('pods')
  const budget = cluster.get<PodDisruptionBudget>(BUDGETS, 'default', 'b')!
  const disruptedPods = { [first!.metadata.name!]: '2026-01-01T00:00:00Z', gone: '2026-01-01T00:00:00Z' }
  cluster.updateStatus<PodDisruptionBudget>(BUDGETS, { ...budget, status: { ...budget.status, disruptedPods } })
  run()
  expect(status()).toMatchObject({ currentHealthy: 1, disruptionsAllowed: 0 })
  expect(Object.keys(status().disruptedPods!)).toEqual([first!.metadata.name])
  expect(cluster.timers.get('default/b')).toEqual(new Date('2026-01-01T00:02:00Z'))
})

test('tells of pods that nobody manages, and that there are none', () => {
  const { cluster, run } = start(0, { maxUnavailable: 1 })
  expect(cluster.events.map(e => e.reason)).toEqual(['NoPods'])
  cluster.create<Pod>('pods', {
    metadata: { name: 'lone', namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [] },
  })
  run()
  expect(cluster.events.map(e => e.reason)).toContain('UnmanagedPods')
})
