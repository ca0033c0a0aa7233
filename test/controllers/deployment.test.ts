import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Deployment, DeploymentSpec, Pod, ReplicaSet } from '../../src/api/types.gen.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { deploymentController } from '../../src/controllers/deployment.ts'
import { garbageCollector } from '../../src/controllers/garbage-collector.ts'
import { replicaSetController } from '../../src/controllers/replicaset.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const DEPLOYMENTS = 'deployments.apps'
const REPLICA_SETS = 'replicasets.apps'
const MAIN = [deploymentController, replicaSetController, garbageCollector]
const CONTROLLERS = [...MAIN, fakeKubelet()]
const REVISION = 'deployment.kubernetes.io/revision'

function deployment(spec: Partial<DeploymentSpec> = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      selector: { matchLabels: { app: 'web' } },
      template: template('v1'),
      ...spec,
    },
  }
}

function template(image: string) {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } }
}

const present = (cluster: FakeCluster) => cluster.get<Deployment>(DEPLOYMENTS, 'default', 'web')!
const sets = (cluster: FakeCluster) => cluster.list<ReplicaSet>(REPLICA_SETS)
const images = (cluster: FakeCluster) => cluster.list<Pod>('pods').map(p => p.spec!.containers[0]!.image)
const change = (cluster: FakeCluster, spec: Partial<DeploymentSpec>) =>
  cluster.update(DEPLOYMENTS, { ...present(cluster), spec: { ...present(cluster).spec!, ...spec } })
const conditions = (cluster: FakeCluster) =>
  present(cluster).status!.conditions!.map(c => `${c.type} ${c.status} ${c.reason}`)

/** What the events tell, with replica sets as letters in the order of their appearance. */
function scalings(cluster: FakeCluster): string[] {
  const letters = new Map<string, string>()
  return cluster.events
    .filter(e => e.reason === 'ScalingReplicaSet')
    .map(e => {
      const [, direction, name, from, to] = /^Scaled (\w+) replica set (\S+) from (\d+) to (\d+)$/.exec(e.message)!
      if (!letters.has(name!)) letters.set(name!, 'abc'[letters.size]!)
      return `${letters.get(name!)} ${direction} ${from}-${to}`
    })
}

function rolledOut(spec: Partial<DeploymentSpec> = {}): FakeCluster {
  const cluster = new FakeCluster()
  cluster.create(DEPLOYMENTS, deployment(spec))
  cluster.run(CONTROLLERS)
  return cluster
}

describe('deploymentController', () => {
  it('rolls out a new deployment', () => {
    const cluster = rolledOut()
    const [rs] = sets(cluster)
    expect(rs!.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{7,10}$/)
    expect(rs!.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      [REVISION]: '1',
    })
    expect(scalings(cluster)).toEqual(['a up 0-3'])
    expect(present(cluster).metadata.annotations).toEqual({ [REVISION]: '1' })
    expect(present(cluster).status).toMatchObject({
      availableReplicas: 3,
      observedGeneration: 1,
      readyReplicas: 3,
      replicas: 3,
      terminatingReplicas: 0,
      updatedReplicas: 3,
    })
    expect(conditions(cluster)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing True NewReplicaSetAvailable',
    ])
    expect(present(cluster).status!.conditions![1]!.message).toBe(
      `ReplicaSet "${rs!.metadata.name}" has successfully progressed.`,
    )
  })

  it('replaces pods one at a time where no more are allowed', () => {
    const cluster = rolledOut({ replicas: 2 })
    change(cluster, { template: template('v2') })
    cluster.run(CONTROLLERS)
    expect(scalings(cluster)).toEqual(['a up 0-2', 'b up 0-1', 'a down 2-1', 'b up 1-2', 'a down 1-0'])
    expect(images(cluster)).toEqual(['v2', 'v2'])
    expect(present(cluster).metadata.annotations![REVISION]).toBe('2')
  })

  it('takes all old pods away first with Recreate', () => {
    const cluster = rolledOut({ replicas: 2, strategy: { type: 'Recreate' } })
    const most = { pods: 0 }
    change(cluster, { template: template('v2') })
    cluster.observe = () => {
      most.pods = Math.max(most.pods, cluster.list('pods').length)
    }
    cluster.run(CONTROLLERS)
    expect(scalings(cluster)).toEqual(['a up 0-2', 'a down 2-0', 'b up 0-2'])
    expect(most.pods).toBe(2)
    expect(conditions(cluster)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing True NewReplicaSetAvailable',
    ])
  })

  it('goes back to an earlier template under a new revision and remembers the old one', () => {
    const cluster = rolledOut()
    change(cluster, { template: template('v2') })
    cluster.run(CONTROLLERS)
    change(cluster, { template: template('v1') })
    cluster.run(CONTROLLERS)
    const [first] = sets(cluster)
    expect(sets(cluster)).toHaveLength(2)
    expect(first!.metadata.annotations).toMatchObject({
      [REVISION]: '3',
      'deployment.kubernetes.io/revision-history': '1',
    })
    expect(present(cluster).metadata.annotations![REVISION]).toBe('3')
  })

  it('collects changes while paused, and rolls them out when resumed', () => {
    const cluster = rolledOut({ replicas: 1 })
    change(cluster, { paused: true })
    cluster.run(CONTROLLERS)
    change(cluster, { template: template('v2') })
    cluster.run(CONTROLLERS)
    expect(sets(cluster)).toHaveLength(1)
    expect(conditions(cluster)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing Unknown DeploymentPaused',
    ])
    expect(present(cluster).status!.updatedReplicas).toBeUndefined()
    change(cluster, { replicas: 2 })
    cluster.run(CONTROLLERS)
    expect(images(cluster)).toEqual(['v1', 'v1'])
    change(cluster, { paused: false })
    cluster.run(CONTROLLERS)
    expect(images(cluster)).toEqual(['v2', 'v2'])
    expect(conditions(cluster)[1]).toBe('Progressing True NewReplicaSetAvailable')
  })

  it('shares out a new size in the midst of a rollout', () => {
    const cluster = new FakeCluster()
    const limits = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } }
    cluster.create(DEPLOYMENTS, deployment({ replicas: 10, strategy: limits }))
    const controllers = [...MAIN, fakeKubelet(pod => pod.spec!.containers[0]!.image !== 'broken')]
    cluster.run(controllers)
    change(cluster, { template: template('broken') })
    cluster.run(controllers)
    expect(sets(cluster).map(rs => rs.spec!.replicas)).toEqual([8, 5])
    change(cluster, { replicas: 20 })
    cluster.run(controllers)
    expect(sets(cluster).map(rs => rs.spec!.replicas)).toEqual([14, 9])
  })

  it('says that a rollout takes too long, and when it does', () => {
    const cluster = new FakeCluster()
    cluster.create(DEPLOYMENTS, deployment())
    const controllers = [...MAIN, fakeKubelet(() => false)]
    cluster.run(controllers)
    expect(conditions(cluster)).toEqual([
      'Available False MinimumReplicasUnavailable',
      'Progressing True ReplicaSetUpdated',
    ])
    const due = cluster.timers.get('default/web')!
    expect(due.toISOString()).toBe('2026-01-01T00:10:01.000Z')
    cluster.clock = fixedClock(due)
    cluster.run(controllers, [['deployment-controller', 'default/web']])
    expect(conditions(cluster)).toContain('Progressing False ProgressDeadlineExceeded')
  })

  it('adopts the replica set that a deleted deployment left', () => {
    const cluster = rolledOut()
    cluster.delete(DEPLOYMENTS, 'default', 'web', { propagationPolicy: 'Orphan' })
    cluster.run(CONTROLLERS)
    expect(sets(cluster).map(rs => rs.metadata.ownerReferences)).toEqual([undefined])
    cluster.events.length = 0
    cluster.create(DEPLOYMENTS, deployment())
    cluster.run(CONTROLLERS)
    expect(sets(cluster)).toHaveLength(1)
    expect(sets(cluster)[0]!.metadata.ownerReferences).toMatchObject([{ kind: 'Deployment', controller: true }])
    expect(cluster.events).toEqual([])
    expect(conditions(cluster)[1]).toBe('Progressing True NewReplicaSetAvailable')
  })

  it('makes the replica set anew when it is deleted', () => {
    const cluster = rolledOut()
    cluster.delete(REPLICA_SETS, 'default', sets(cluster)[0]!.metadata.name!)
    cluster.run(CONTROLLERS)
    expect(cluster.list('pods')).toHaveLength(3)
    expect(present(cluster).status!.availableReplicas).toBe(3)
  })

  it('keeps no more old replica sets than revisionHistoryLimit', () => {
    const cluster = rolledOut({ revisionHistoryLimit: 2 })
    for (const image of ['v2', 'v3', 'v4', 'v5']) {
      change(cluster, { template: template(image) })
      cluster.run(CONTROLLERS)
    }
    expect(sets(cluster).map(rs => rs.metadata.annotations![REVISION])).toEqual(['3', '4', '5'])
  })

  it('takes another hash where the name belongs to somebody else', () => {
    const cluster = rolledOut()
    const [own] = sets(cluster)
    cluster.delete(DEPLOYMENTS, 'default', 'web')
    cluster.run(CONTROLLERS)
    cluster.create(REPLICA_SETS, {
      ...own!,
      metadata: { name: own!.metadata.name!, namespace: 'default', labels: { app: 'other' } },
      spec: { ...own!.spec!, replicas: 0 },
    } as ReplicaSet)
    cluster.create(DEPLOYMENTS, deployment())
    cluster.run(CONTROLLERS)
    expect(present(cluster).status).toMatchObject({ collisionCount: 1, availableReplicas: 3 })
    expect(sets(cluster)).toHaveLength(2)
  })

  it('never goes beyond what surge and unavailability allow, and always arrives', () => {
    const limit = fc.oneof(
      fc.nat(5),
      fc.nat(100).map(percent => `${percent}%`),
    )
    const isZero = (value: number | string) => value === 0 || value === '0%'
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        limit,
        limit,
        fc.constantFrom(...[0, 1, 2, 3]),
        (replicas, surge, unavailable, order) => {
          fc.pre(!(isZero(surge) && isZero(unavailable)))
          const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } }
          const controllers = [...MAIN, fakeKubelet()]
          for (let i = 0; i < order; i++) controllers.push(controllers.shift()!)
          const cluster = new FakeCluster()
          cluster.create(DEPLOYMENTS, deployment({ replicas, strategy }))
          cluster.run(controllers)
          const share = (value: number | string, round: (n: number) => number) =>
            typeof value === 'number' ? value : round((Number.parseInt(value, 10) * replicas) / 100)
          const maxSurge = share(surge, Math.ceil)
          const maxUnavailable = share(unavailable, Math.floor) || (maxSurge === 0 ? 1 : 0)
          cluster.observe = () => {
            const pods = cluster.list<Pod>('pods').filter(p => p.metadata.deletionTimestamp === undefined)
            const asked = sets(cluster).reduce((sum, rs) => sum + rs.spec!.replicas!, 0)
            expect(asked).toBeLessThanOrEqual(replicas + maxSurge)
            const ready = pods.filter(p => p.status?.phase === 'Running').length
            expect(ready).toBeGreaterThanOrEqual(Math.max(0, replicas - maxUnavailable))
          }
          change(cluster, { template: template('v2') })
          cluster.run(controllers)
          expect(images(cluster)).toEqual(Array(replicas).fill('v2'))
          expect(present(cluster).status!.updatedReplicas).toBe(replicas)
        },
      ),
      { numRuns: 100 },
    )
  })
})
