import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
  StatefulSetSpec,
} from '../../src/api/types.gen.ts'
import { statefulSetController } from '../../src/controllers/statefulset.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const SETS = 'statefulsets.apps'
const REVISIONS = 'controllerrevisions.apps'

const template = (image: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
})

function statefulSet(spec: Partial<StatefulSetSpec> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: template('i:1'),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...spec,
    },
  }
}

/** A set in a cluster whose pods become ready where `isHealthy` says so. */
function start(spec: Partial<StatefulSetSpec> = {}, isHealthy: (pod: Pod) => boolean = () => true) {
  const cluster = new FakeCluster()
  cluster.create(SETS, statefulSet(spec))
  const run = () => cluster.run([statefulSetController, fakeKubelet(isHealthy)])
  run()
  return { cluster, run }
}

const present = (cluster: FakeCluster) => cluster.get<StatefulSet>(SETS, 'default', 'web')!
const change = (cluster: FakeCluster, spec: Partial<StatefulSetSpec>) =>
  cluster.update(SETS, { ...present(cluster), spec: { ...present(cluster).spec!, ...spec } })
const images = (cluster: FakeCluster) =>
  Object.fromEntries(cluster.list<Pod>('pods').map(p => [p.metadata.name, p.spec!.containers[0]!.image]))
const names = (cluster: FakeCluster) => cluster.list<Pod>('pods').map(p => p.metadata.name)

describe('statefulSetController', () => {
  it('makes its pods one after the other, each under its own name', () => {
    const { cluster } = start()
    const [first] = cluster.list<Pod>('pods')
    expect(names(cluster)).toEqual(['web-0', 'web-1', 'web-2'])
    expect(first).toMatchObject({
      metadata: {
        generateName: 'web-',
        labels: {
          'apps.kubernetes.io/pod-index': '0',
          'controller-revision-hash': present(cluster).status!.updateRevision,
          'statefulset.kubernetes.io/pod-name': 'web-0',
        },
      },
      spec: { hostname: 'web-0', subdomain: 'web' },
    })
    expect(cluster.events.map(e => e.message)).toEqual(
      [0, 1, 2].map(i => `Create Pod web-${i} in StatefulSet web successful`),
    )
    expect(present(cluster).status).toMatchObject({
      availableReplicas: 3,
      collisionCount: 0,
      currentReplicas: 3,
      readyReplicas: 3,
      replicas: 3,
      updatedReplicas: 3,
    })
  })

  it('waits for a pod that is not ready, unless it may start all at once', () => {
    const sick = (pod: Pod) => pod.metadata.name !== 'web-0'
    expect(names(start({}, sick).cluster)).toEqual(['web-0'])
    expect(names(start({ podManagementPolicy: 'Parallel' }, sick).cluster)).toEqual(['web-0', 'web-1', 'web-2'])
  })

  it('scales from the top and may start elsewhere than at 0', () => {
    const { cluster, run } = start({ ordinals: { start: 5 } })
    change(cluster, { replicas: 1 })
    run()
    expect(names(cluster)).toEqual(['web-5'])
    expect(cluster.events.slice(3).map(e => e.message)).toEqual([
      'Delete Pod web-7 in StatefulSet web successful',
      'Delete Pod web-6 in StatefulSet web successful',
    ])
  })

  it('replaces pods down to the partition, and on deletion keeps what is below it', () => {
    const { cluster, run } = start()
    change(cluster, {
      template: template('i:2'),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
    })
    run()
    expect(images(cluster)).toEqual({ 'web-0': 'i:1', 'web-1': 'i:1', 'web-2': 'i:2' })
    const { status } = present(cluster)
    expect(status!.currentRevision).not.toBe(status!.updateRevision)
    expect(status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 })
    cluster.delete('pods', 'default', 'web-0')
    run()
    expect(images(cluster)['web-0']).toBe('i:1')
  })

  it('leaves old pods alone until they are deleted, if it is to', () => {
    const { cluster, run } = start({ updateStrategy: { type: 'OnDelete' } })
    change(cluster, { template: template('i:2') })
    cluster.delete('pods', 'default', 'web-1')
    run()
    expect(images(cluster)).toEqual({ 'web-0': 'i:1', 'web-1': 'i:2', 'web-2': 'i:1' })
  })

  it('numbers its templates, an old one that comes back anew, and forgets the oldest', () => {
    const { cluster, run } = start({ revisionHistoryLimit: 1 })
    const revisions = () => cluster.list<ControllerRevision>(REVISIONS).map(r => r.revision)
    for (const image of ['i:2', 'i:1']) {
      change(cluster, { template: template(image) })
      run()
    }
    expect(revisions().sort()).toEqual([2, 3])
    for (const image of ['i:3', 'i:4']) {
      change(cluster, { template: template(image) })
      run()
    }
    expect(revisions().sort()).toEqual([4, 5])
  })

  it('makes claims that outlive their pods, or go with them', () => {
    const claims = (cluster: FakeCluster) => cluster.list<PersistentVolumeClaim>('persistentvolumeclaims')
    const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: {} }]
    const keeping = start({ volumeClaimTemplates, replicas: 2 })
    expect(claims(keeping.cluster).map(c => c.metadata.name)).toEqual(['data-web-0', 'data-web-1'])
    expect(claims(keeping.cluster)[0]!.metadata).toMatchObject({ labels: { app: 'web' } })
    expect(claims(keeping.cluster)[0]!.metadata.ownerReferences).toBeUndefined()

    const whenDeleted = { volumeClaimTemplates, replicas: 2 }
    const policy = { whenDeleted: 'Delete', whenScaled: 'Delete' }
    const { cluster, run } = start({ ...whenDeleted, persistentVolumeClaimRetentionPolicy: policy })
    expect(claims(cluster).map(c => c.metadata.ownerReferences?.[0]?.kind)).toEqual(['StatefulSet', 'StatefulSet'])
    change(cluster, { replicas: 1 })
    run()
    const owners = claims(cluster).map(c => c.metadata.ownerReferences?.map(r => `${r.kind}/${r.name}`))
    expect(owners).toEqual([['StatefulSet/web'], ['Pod/web-1']])
  })

  it('takes orphans that are called as its own', () => {
    const cluster = new FakeCluster()
    const orphan = (name: string): Pod => ({
      metadata: { name, namespace: 'default', labels: { app: 'web' } },
      spec: { containers: [] },
    })
    for (const name of ['web-0', 'other-1']) cluster.create('pods', orphan(name))
    cluster.create(SETS, statefulSet({ replicas: 1, updateStrategy: { type: 'OnDelete' } }))
    cluster.run([statefulSetController, fakeKubelet()])
    const owned = cluster.list<Pod>('pods').filter(p => p.metadata.ownerReferences)
    expect(owned.map(p => p.metadata.name)).toEqual(['web-0'])
    expect(owned[0]!.metadata.labels).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'web-0' })
  })

  it('looks again when a pod has been ready for long enough', () => {
    const { cluster } = start({ minReadySeconds: 30 })
    expect(names(cluster)).toEqual(['web-0'])
    expect(present(cluster).status).toMatchObject({ availableReplicas: 0, readyReplicas: 1 })
    expect(cluster.timers.get('default/web')).toEqual(new Date('2026-01-01T00:00:28Z'))
  })

  it('always arrives, without ever skipping a place', () => {
    const step = fc.record({ replicas: fc.nat(5), image: fc.constantFrom('i:1', 'i:2', 'i:3') })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), steps => {
        const { cluster, run } = start()
        cluster.observe = () => {
          const alive = cluster.list<Pod>('pods').filter(p => p.metadata.deletionTimestamp === undefined)
          const ready = alive.filter(p => p.status?.phase === 'Running').length
          expect(alive.length - ready).toBeLessThanOrEqual(1)
        }
        for (const { replicas, image } of steps) {
          change(cluster, { replicas, template: template(image) })
          run()
          const wanted = Object.fromEntries(Array.from({ length: replicas }, (_, i) => [`web-${i}`, image]))
          expect(images(cluster)).toEqual(wanted)
          expect(present(cluster).status).toMatchObject({
            replicas,
            observedGeneration: present(cluster).metadata.generation,
          })
        }
      }),
      { numRuns: 30 },
    )
  })
})
