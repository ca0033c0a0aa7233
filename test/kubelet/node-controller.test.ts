import { expect, it } from 'vitest'
import { FakeCluster } from './fake-cluster.ts'

it('makes a simulated node of a Node that a person applies', () => {
  const cluster = new FakeCluster()
  cluster.put('nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'extra', labels: { disk: 'ssd' } },
    status: { capacity: { pods: '5' } },
  } as never)
  const node = cluster.getNode('extra')!
  expect(node.spec).toEqual({ podCIDR: '10.244.3.0/24', podCIDRs: ['10.244.3.0/24'] })
  expect(node.metadata.labels).toMatchObject({
    disk: 'ssd',
    'kubernetes.io/hostname': 'extra',
    'kubernetes.io/os': 'linux',
  })
  expect(node.status!.addresses![0]).toEqual({ address: '172.18.0.5', type: 'InternalIP' })
  expect(node.status!.capacity!.pods).toBe('5')
  expect(node.status!.conditions!.at(-1)).toMatchObject({ type: 'Ready', status: 'True' })
  cluster.pod('there', { nodeSelector: { disk: 'ssd' } })
  expect(cluster.getPod('there')!.status!.podIP).toBe('10.244.3.2')
})

it('taints a cordoned node and evicts what does not tolerate NoExecute', () => {
  const cluster = new FakeCluster()
  cluster.changeNode('worker', node => {
    node.spec!.unschedulable = true
  })
  expect(cluster.getNode('worker')!.spec!.taints).toMatchObject([
    { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
  ])
  cluster.changeNode('worker', node => {
    delete node.spec!.unschedulable
  })
  expect(cluster.getNode('worker')!.spec!.taints).toBeUndefined()
  cluster.pod('weak', { nodeName: 'worker' })
  cluster.pod('strong', {
    nodeName: 'worker',
    tolerations: [{ key: 'bad', operator: 'Exists', tolerationSeconds: 60 }],
  })
  cluster.changeNode('worker', node => {
    node.spec!.taints = [{ key: 'bad', effect: 'NoExecute' }]
  })
  expect(cluster.getPod('weak')).toBeUndefined()
  expect(cluster.getPod('strong')).toBeDefined()
  cluster.advance(61)
  expect(cluster.getPod('strong')).toBeUndefined()
})
