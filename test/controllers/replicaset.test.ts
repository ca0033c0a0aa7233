import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pod, ReplicaSet } from '../../src/api/types.gen.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { forbidden } from '../../src/apimachinery/status.ts'
import { replicaSetController } from '../../src/controllers/replicaset.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const RS = 'replicasets.apps'

function replicaSet(replicas: number, name = 'web'): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  }
}

function pod(name: string, labels: Record<string, string>): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { containers: [{ name: 'c' }] },
  }
}

const present = (cluster: FakeCluster, name = 'web') => cluster.get<ReplicaSet>(RS, 'default', name)!
const scaleTo = (cluster: FakeCluster, replicas: number) =>
  cluster.update(RS, { ...present(cluster), spec: { ...present(cluster).spec!, replicas } })

describe('replicaSetController', () => {
  it('makes pods of one shared spec, tells so, and counts them', () => {
    const cluster = new FakeCluster()
    cluster.create(RS, replicaSet(3))
    cluster.run([replicaSetController, fakeKubelet()])
    const pods = cluster.list<Pod>('pods')
    expect(pods).toHaveLength(3)
    expect(new Set(pods.map(p => p.spec)).size).toBe(1)
    expect(pods[0]!.metadata.name).toMatch(/^web-[a-z0-9]{5}$/)
    expect(present(cluster).status).toEqual({
      availableReplicas: 3,
      fullyLabeledReplicas: 3,
      observedGeneration: 1,
      readyReplicas: 3,
      replicas: 3,
      terminatingReplicas: 0,
    })
    expect(cluster.events.map(e => e.message)).toEqual(pods.map(p => `Created pod: ${p.metadata.name}`))
  })

  it('adopts matching orphans and lets go of pods that no longer match', () => {
    const cluster = new FakeCluster()
    cluster.create('pods', pod('lone', { app: 'web' }))
    cluster.create('pods', pod('other', { app: 'shop' }))
    cluster.create(RS, replicaSet(2))
    cluster.run([replicaSetController, fakeKubelet()])
    expect(cluster.list('pods')).toHaveLength(3)
    const lone = cluster.get<Pod>('pods', 'default', 'lone')!
    expect(lone.metadata.ownerReferences).toMatchObject([{ kind: 'ReplicaSet', name: 'web', controller: true }])

    cluster.update('pods', { ...lone, metadata: { ...lone.metadata, labels: { app: 'debug' } } })
    cluster.run([replicaSetController, fakeKubelet()])
    expect(cluster.get<Pod>('pods', 'default', 'lone')!.metadata.ownerReferences).toBeUndefined()
    expect(cluster.list('pods')).toHaveLength(4)
  })

  it('takes an orphan that is labelled to match', () => {
    const cluster = new FakeCluster()
    cluster.create(RS, replicaSet(1))
    const other = cluster.create('pods', pod('other', { app: 'shop' }))
    cluster.run([replicaSetController])
    cluster.update('pods', { ...other, metadata: { ...other.metadata, labels: { app: 'web' } } })
    cluster.run([replicaSetController, fakeKubelet()])
    expect(cluster.list('pods')).toHaveLength(1)
  })

  it('does nothing for a replica set that is being deleted', () => {
    const cluster = new FakeCluster()
    cluster.create('pods', pod('lone', { app: 'web' }))
    cluster.create(RS, { ...replicaSet(2), metadata: { ...replicaSet(2).metadata, finalizers: ['example.com/x'] } })
    cluster.delete(RS, 'default', 'web')
    cluster.run([replicaSetController])
    expect(cluster.list<Pod>('pods').map(p => p.metadata.ownerReferences)).toEqual([undefined])
  })

  it('reports once why pods cannot be made, and tries again when a quota changes', () => {
    const cluster = new FakeCluster()
    cluster.beforeCreate = resource => {
      if (resource === 'pods') throw forbidden({ group: '', resource }, 'web-1', 'exceeded quota: small')
    }
    cluster.create(RS, replicaSet(2))
    cluster.run([replicaSetController])
    expect(cluster.events.map(e => `${e.type} ${e.reason} ${e.message}`)).toEqual([
      'Warning FailedCreate Error creating: pods "web-1" is forbidden: exceeded quota: small',
    ])
    expect(present(cluster).status!.conditions).toMatchObject([
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' },
    ])
    cluster.beforeCreate = () => {}
    cluster.create('resourcequotas', { metadata: { name: 'q', namespace: 'default' } })
    cluster.run([replicaSetController, fakeKubelet()])
    expect(present(cluster).status!.conditions).toBeUndefined()
    expect(cluster.list('pods')).toHaveLength(2)
  })

  it('deletes first what is missed least', () => {
    const cluster = new FakeCluster()
    let made = 0
    cluster.create(RS, replicaSet(6))
    cluster.run([replicaSetController, fakeKubelet(() => made++ % 2 === 0)])
    scaleTo(cluster, 3)
    cluster.run([replicaSetController, fakeKubelet()])
    expect(cluster.list<Pod>('pods').map(p => p.status!.phase)).toEqual(['Running', 'Running', 'Running'])
  })

  it('counts pods as available once they have been ready for minReadySeconds', () => {
    const cluster = new FakeCluster()
    const wanted = replicaSet(1)
    cluster.create(RS, { ...wanted, spec: { ...wanted.spec!, minReadySeconds: 10 } })
    cluster.run([replicaSetController, fakeKubelet()])
    expect(present(cluster).status!.availableReplicas).toBeUndefined()
    const due = cluster.timers.get('default/web')!
    expect(due.toISOString()).toBe('2026-01-01T00:00:08.000Z')
    cluster.clock = fixedClock(due)
    cluster.run([replicaSetController], [['replicaset-controller', 'default/web']])
    expect(present(cluster).status!.availableReplicas).toBe(1)
  })

  it('takes a short minReadySeconds as over while the pod started', () => {
    const cluster = new FakeCluster()
    const wanted = replicaSet(1)
    cluster.create(RS, { ...wanted, spec: { ...wanted.spec!, minReadySeconds: 2 } })
    cluster.run([replicaSetController, fakeKubelet()])
    expect(present(cluster).status!.availableReplicas).toBe(1)
    expect(cluster.timers.size).toBe(0)
  })

  it('comes to the wanted number whatever becomes of its pods', () => {
    const step = fc.oneof(
      fc.record({ scale: fc.nat(12) }),
      fc.record({ remove: fc.nat(20) }),
      fc.record({ relabel: fc.nat(20) }),
      fc.record({ fail: fc.nat(20) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.array(fc.boolean(), { minLength: 1 }), (steps, healths) => {
        const cluster = new FakeCluster()
        let made = 0
        const controllers = [replicaSetController, fakeKubelet(() => healths[made++ % healths.length]!)]
        cluster.create(RS, replicaSet(3))
        cluster.run(controllers)
        for (const action of steps) {
          const owned = cluster.byIndex<Pod>('pods', 'owner', present(cluster).metadata.uid!)
          if ('scale' in action) scaleTo(cluster, action.scale)
          else if (owned.length > 0) {
            const target = owned[Object.values(action)[0]! % owned.length]!
            if ('remove' in action) cluster.delete('pods', 'default', target.metadata.name!)
            else if ('fail' in action) cluster.updateStatus('pods', { ...target, status: { phase: 'Failed' } })
            else cluster.update('pods', { ...target, metadata: { ...target.metadata, labels: { app: 'x' } } })
          }
          cluster.run(controllers)
          const wanted = present(cluster).spec!.replicas!
          const after = cluster
            .byIndex<Pod>('pods', 'owner', present(cluster).metadata.uid!)
            .filter(p => p.status!.phase !== 'Failed')
          expect(after).toHaveLength(wanted)
          expect(present(cluster).status!.replicas).toBe(wanted)
        }
      }),
      { numRuns: 60 },
    )
  })
})
