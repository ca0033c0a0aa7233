import { expect, test } from 'vitest'
import type { Deployment, HorizontalPodAutoscaler } from '../../src/api/types.gen.ts'
import { horizontalPodAutoscalerController } from '../../src/controllers/horizontalpodautoscaler.ts'
import { FakeCluster } from './fake-cluster.ts'

const AUTOSCALERS = 'horizontalpodautoscalers.autoscaling'
const DEPLOYMENTS = 'deployments.apps'

function autoscaler(name: string, target = 'web'): HorizontalPodAutoscaler {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  }
}

const deployment = (replicas: number): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: {} },
})

function start(replicas: number, ...names: string[]) {
  const cluster = new FakeCluster()
  cluster.create(DEPLOYMENTS, deployment(replicas))
  for (const name of names) cluster.create(AUTOSCALERS, autoscaler(name))
  cluster.run([horizontalPodAutoscalerController])
  const status = (name = 'web') => cluster.get<HorizontalPodAutoscaler>(AUTOSCALERS, 'default', name)!.status!
  const replicasNow = () => cluster.get<Deployment>(DEPLOYMENTS, 'default', 'web')!.spec!.replicas
  return { cluster, status, replicasNow }
}

const FAILURE =
  'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'

test('without metrics it only says that there are none', () => {
  const { cluster, status, replicasNow } = start(3, 'web')
  expect(replicasNow()).toBe(3)
  expect(status()).toMatchObject({ currentReplicas: 3, desiredReplicas: 0, currentMetrics: [{ type: '' }] })
  expect(status().conditions?.map(c => [c.type, c.status, c.reason])).toEqual([
    ['AbleToScale', 'True', 'SucceededGetScale'],
    ['ScalingActive', 'False', 'FailedGetResourceMetric'],
  ])
  expect(cluster.events.map(e => `${e.reason}: ${e.message}`)).toEqual([
    `FailedGetResourceMetric: ${FAILURE}`,
    `FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: ${FAILURE}`,
  ])
})

test.each([
  [1, 2, 'below Spec.MinReplicas'],
  [9, 4, 'above Spec.MaxReplicas'],
])('brings %d replicas to %d', (before, after, why) => {
  const { cluster, status, replicasNow } = start(before, 'web')
  expect(replicasNow()).toBe(after)
  expect(status()).toMatchObject({
    currentReplicas: after,
    desiredReplicas: after,
    lastScaleTime: '2026-01-01T00:00:00Z',
  })
  expect(cluster.events[0]).toMatchObject({
    reason: 'SuccessfulRescale',
    message: `New size: ${after}; reason: Current number of replicas ${why}`,
  })
})

test('leaves alone what was scaled to zero', () => {
  const { status, replicasNow } = start(0, 'web')
  expect(replicasNow()).toBe(0)
  expect(status().conditions?.at(-1)).toMatchObject({ type: 'ScalingActive', reason: 'ScalingDisabled' })
})

test('two of them for one target do nothing', () => {
  const { status } = start(3, 'web', 'other')
  for (const name of ['web', 'other'])
    expect(status(name).conditions?.at(-1)).toMatchObject({
      reason: 'AmbiguousSelector',
      message: 'pods by selector app=web are controlled by multiple HPAs: [{other default} {web default}]',
    })
})

test('a target that is not there is looked for again when it comes', () => {
  const cluster = new FakeCluster()
  cluster.create(AUTOSCALERS, autoscaler('web'))
  cluster.run([horizontalPodAutoscalerController])
  const conditions = () => cluster.get<HorizontalPodAutoscaler>(AUTOSCALERS, 'default', 'web')!.status!.conditions
  expect(conditions()).toMatchObject([
    {
      reason: 'FailedGetScale',
      message: `the HPA controller was unable to get the target's current scale: deployments/scale.apps "web" not found`,
    },
  ])
  cluster.create(DEPLOYMENTS, deployment(2))
  cluster.run([horizontalPodAutoscalerController])
  expect(conditions()).toMatchObject([{ status: 'True', reason: 'SucceededGetScale' }, { type: 'ScalingActive' }])
})
