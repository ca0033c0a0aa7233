import { describe, expect, it } from 'vitest'
import type { KubeObject, OwnerReference } from '../../src/api/object.ts'
import { garbageCollector } from '../../src/controllers/garbage-collector.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const CONTROLLERS = [garbageCollector, fakeKubelet()]

function reference(owner: KubeObject, fields: Partial<OwnerReference> = {}): OwnerReference {
  return { apiVersion: 'v1', kind: 'ConfigMap', name: owner.metadata.name!, uid: owner.metadata.uid!, ...fields }
}

function make(
  cluster: FakeCluster,
  name: string,
  ownerReferences?: OwnerReference[],
  namespace = 'default',
): KubeObject {
  const metadata = { name, namespace, ...(ownerReferences ? { ownerReferences } : {}) }
  return cluster.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata })
}

const names = (cluster: FakeCluster) => cluster.list('configmaps').map(o => o.metadata.name)

describe('garbageCollector', () => {
  it('deletes what has lost its last owner, in all generations', () => {
    const cluster = new FakeCluster()
    const top = make(cluster, 'top')
    const other = make(cluster, 'other')
    const middle = make(cluster, 'middle', [reference(top)])
    make(cluster, 'bottom', [reference(middle)])
    make(cluster, 'shared', [reference(top), reference(other)])
    cluster.run(CONTROLLERS)
    cluster.delete('configmaps', 'default', 'top')
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual(['other', 'shared'])
    expect(cluster.get('configmaps', 'default', 'shared')!.metadata.ownerReferences).toEqual([reference(other)])
  })

  it('deletes what names an owner that is not there, is another, or is in another namespace', () => {
    const cluster = new FakeCluster()
    const owner = make(cluster, 'owner')
    make(cluster, 'stranger', [reference(owner, { name: 'nobody', uid: 'u' })])
    make(cluster, 'namesake', [reference(owner, { uid: 'u' })])
    make(cluster, 'elsewhere', [reference(owner)], 'kube-system')
    make(cluster, 'unknown', [reference(owner, { kind: 'Nothing' })])
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual(['owner', 'unknown'])
  })

  it('keeps the owner until what blocks it is gone', () => {
    const cluster = new FakeCluster()
    const top = make(cluster, 'top')
    const middle = make(cluster, 'middle', [reference(top, { blockOwnerDeletion: true })])
    const bottom = make(cluster, 'bottom', [reference(middle, { blockOwnerDeletion: true })])
    cluster.update('configmaps', { ...bottom, metadata: { ...bottom.metadata, finalizers: ['example.com/keep'] } })
    cluster.run(CONTROLLERS)
    cluster.delete('configmaps', 'default', 'top', { propagationPolicy: 'Foreground' })
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual(['top', 'middle', 'bottom'])
    const held = cluster.get('configmaps', 'default', 'bottom')!
    const { finalizers: _, ...metadata } = held.metadata
    cluster.update('configmaps', { ...held, metadata })
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual([])
  })

  it('does not wait for dependents that do not block', () => {
    const cluster = new FakeCluster()
    const top = make(cluster, 'top')
    const held = make(cluster, 'held', [reference(top)])
    cluster.update('configmaps', { ...held, metadata: { ...held.metadata, finalizers: ['example.com/keep'] } })
    cluster.delete('configmaps', 'default', 'top', { propagationPolicy: 'Foreground' })
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual(['held'])
  })

  it('lets dependents go without their owner', () => {
    const cluster = new FakeCluster()
    const top = make(cluster, 'top')
    make(cluster, 'child', [reference(top)])
    cluster.delete('configmaps', 'default', 'top', { propagationPolicy: 'Orphan' })
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual(['child'])
    expect(cluster.get('configmaps', 'default', 'child')!.metadata.ownerReferences).toBeUndefined()
  })

  it('ends foreground deletion in a circle', () => {
    const cluster = new FakeCluster()
    const a = make(cluster, 'a')
    const b = make(cluster, 'b', [reference(a, { blockOwnerDeletion: true })])
    cluster.update('configmaps', {
      ...a,
      metadata: { ...a.metadata, ownerReferences: [reference(b, { blockOwnerDeletion: true })] },
    })
    cluster.run(CONTROLLERS)
    cluster.delete('configmaps', 'default', 'a', { propagationPolicy: 'Foreground' })
    cluster.run(CONTROLLERS)
    expect(names(cluster)).toEqual([])
  })
})
