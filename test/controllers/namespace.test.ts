import { describe, expect, it } from 'vitest'
import type { Namespace } from '../../src/api/types.gen.ts'
import { namespaceController } from '../../src/controllers/namespace.ts'
import { rootCAPublisher } from '../../src/controllers/root-ca-publisher.ts'
import { serviceAccountController } from '../../src/controllers/serviceaccount.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const CONTROLLERS = [namespaceController, serviceAccountController, rootCAPublisher, fakeKubelet()]

function newNamespace(name: string): FakeCluster {
  const cluster = new FakeCluster()
  cluster.create<Namespace>('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  })
  cluster.run(CONTROLLERS)
  return cluster
}

/** What the API server does at DELETE. */
function terminate(cluster: FakeCluster, name: string): void {
  const namespace = cluster.get<Namespace>('namespaces', '', name)!
  const metadata = { ...namespace.metadata, finalizers: ['test'], deletionTimestamp: '2026-01-01T00:00:00Z' }
  const marked = cluster.update<Namespace>('namespaces', { ...namespace, metadata })
  cluster.updateStatus<Namespace>('namespaces', { ...marked, status: { phase: 'Terminating' } })
}

const conditions = (cluster: FakeCluster) =>
  cluster.get<Namespace>('namespaces', '', 'team')!.status!.conditions!.map(c => `${c.type} ${c.status} ${c.message}`)

describe('namespaces', () => {
  it('get a service account and the root certificates, also when these are deleted or changed', () => {
    const cluster = newNamespace('team')
    cluster.delete('serviceaccounts', 'team', 'default')
    cluster.delete('configmaps', 'team', 'kube-root-ca.crt')
    cluster.run(CONTROLLERS)
    expect(cluster.get('serviceaccounts', 'team', 'default')).toBeDefined()
    const bundle = cluster.get<{ metadata: object; data?: object }>('configmaps', 'team', 'kube-root-ca.crt')!
    cluster.update('configmaps', { ...bundle, data: { x: 'y' } })
    cluster.run(CONTROLLERS)
    expect(cluster.get('configmaps', 'team', 'kube-root-ca.crt')).toMatchObject({ data: bundle.data })
  })

  it('go when all that is in them is gone, pods first', () => {
    const cluster = newNamespace('team')
    const metadata = { namespace: 'team' }
    cluster.create('secrets', { metadata: { ...metadata, name: 'plain' } })
    cluster.create('secrets', { metadata: { ...metadata, name: 'held', finalizers: ['example.com/hold'] } })
    const pod = cluster.create('pods', { metadata: { ...metadata, name: 'p', finalizers: ['example.com/pod'] } })
    cluster.run(CONTROLLERS)
    terminate(cluster, 'team')
    cluster.run([namespaceController])
    expect(conditions(cluster)).toEqual([
      'NamespaceDeletionDiscoveryFailure False All resources successfully discovered',
      'NamespaceDeletionGroupVersionParsingFailure False All legacy kube types successfully parsed',
      'NamespaceDeletionContentFailure False All content successfully deleted, may be waiting on finalization',
      'NamespaceContentRemaining True Some resources are remaining: pods. has 1 resource instances',
      'NamespaceFinalizersRemaining True Some content in the namespace has finalizers remaining: example.com/pod in 1 resource instances',
    ])
    expect(cluster.list('secrets', 'team')).toHaveLength(2)

    const { finalizers: _, ...podMetadata } = cluster.get('pods', 'team', 'p')!.metadata
    cluster.update('pods', { ...pod, metadata: podMetadata })
    cluster.delete('pods', 'team', 'p')
    cluster.run(CONTROLLERS)
    expect(cluster.list('secrets', 'team').map(s => s.metadata.name)).toEqual(['held'])
    expect(cluster.list('configmaps', 'team')).toEqual([])
    expect(conditions(cluster).slice(3)).toEqual([
      'NamespaceContentRemaining True Some resources are remaining: secrets. has 1 resource instances',
      'NamespaceFinalizersRemaining True Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ])

    const held = cluster.get('secrets', 'team', 'held')!
    const { finalizers: __, ...heldMetadata } = held.metadata
    cluster.update('secrets', { ...held, metadata: heldMetadata })
    cluster.run(CONTROLLERS)
    expect(cluster.get('namespaces', '', 'team')).toBeUndefined()
  })
})
