import { describe, expect, it } from 'vitest'
import { FakeCluster } from '../kubelet/fake-cluster.ts'

const NOT_HELPFUL =
  'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.'
const wanting = (cpu: string) => [{ name: 'c', image: 'x:1', resources: { requests: { cpu } } }]
const message = (cluster: FakeCluster, name: string) => cluster.getPod(name)!.status!.conditions![0]!.message

describe('scheduler', () => {
  it('says why a pod fits nowhere, and places it when a node comes to fit', () => {
    const cluster = new FakeCluster()
    cluster.pod('ssd', { nodeSelector: { disk: 'ssd' } })
    expect(message(cluster, 'ssd')).toBe(
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${NOT_HELPFUL}`,
    )
    expect(cluster.events('ssd')).toHaveLength(1)
    cluster.changeNode('worker', node => {
      node.metadata.labels!.team = 'blue'
    })
    expect(cluster.events('ssd')).toHaveLength(1)
    cluster.changeNode('worker2', node => {
      node.metadata.labels!.disk = 'ssd'
    })
    expect(cluster.getPod('ssd')).toMatchObject({ spec: { nodeName: 'worker2' }, status: { phase: 'Running' } })
  })

  it('counts what is requested', () => {
    const cluster = new FakeCluster()
    cluster.pod('huge', {
      containers: [{ name: 'c', image: 'x', resources: { requests: { cpu: '500', memory: '2000Gi' } } }],
    })
    expect(message(cluster, 'huge')).toBe(
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu, 2 Insufficient memory. ${NOT_HELPFUL}`,
    )
    for (const name of ['a', 'b']) cluster.pod(name, { containers: wanting('5') })
    expect(cluster.getPod('a')!.spec!.nodeName).not.toBe(cluster.getPod('b')!.spec!.nodeName)
    cluster.pod('c', { containers: wanting('5') })
    expect(message(cluster, 'c')).toContain(
      'preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.',
    )
    cluster.deletePod('a')
    expect(cluster.getPod('c')!.status!.phase).toBe('Running')
  })

  it('removes pods of lower priority for one of higher', () => {
    const cluster = new FakeCluster()
    for (const name of ['a', 'b']) cluster.pod(name, { containers: wanting('5') })
    cluster.pod('vip', { containers: wanting('5'), priority: 1000 })
    expect(cluster.getPod('vip')!.status!.phase).toBe('Running')
    const gone = ['a', 'b'].filter(name => !cluster.getPod(name))
    expect(gone).toHaveLength(1)
    expect(cluster.events(gone[0]!).some(e => e.startsWith('Preempted: Preempted by pod '))).toBe(true)
  })

  it('rather removes pods that no disruption budget keeps', () => {
    const cluster = new FakeCluster()
    cluster.pod('a', { containers: wanting('5'), priority: 5 })
    cluster.pod('b', { containers: wanting('5') }, { labels: { app: 'kept' } })
    cluster.context.create('poddisruptionbudgets.policy', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'kept', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'kept' } } },
    })
    cluster.pod('vip', { containers: wanting('5'), priority: 1000 })
    expect(cluster.getPod('vip')!.status!.phase).toBe('Running')
    expect([cluster.getPod('a'), cluster.getPod('b')?.metadata.name]).toEqual([undefined, 'b'])
  })

  it('keeps replicas apart: by default, by spread constraints and by anti-affinity', () => {
    const cluster = new FakeCluster()
    const nodesOf = (names: string[]) => names.map(n => cluster.getPod(n)!.spec!.nodeName).sort()
    const owner = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u', controller: true }]
    for (const name of ['r1', 'r2', 'r3', 'r4']) cluster.pod(name, {}, { ownerReferences: owner })
    expect(nodesOf(['r1', 'r2', 'r3', 'r4'])).toEqual(['worker', 'worker', 'worker2', 'worker2'])
    const labels = { app: 'lonely' }
    const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' }
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
    for (const name of ['l1', 'l2', 'l3']) cluster.pod(name, { affinity }, { labels })
    expect(nodesOf(['l1', 'l2'])).toEqual(['worker', 'worker2'])
    expect(message(cluster, 'l3')).toContain("2 node(s) didn't match pod anti-affinity rules")
    cluster.pod('plain', {}, { labels })
    expect(message(cluster, 'plain')).toContain("2 node(s) didn't satisfy existing pods anti-affinity rules")
    cluster.deletePod('l1')
    expect(cluster.getPod('l3')!.spec!.nodeName ?? cluster.getPod('plain')!.spec!.nodeName).toBeDefined()
  })

  it('waits for claims', () => {
    const cluster = new FakeCluster()
    cluster.pod('db', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] })
    expect(message(cluster, 'db')).toBe(
      `0/3 nodes are available: persistentvolumeclaim "data" not found. ${NOT_HELPFUL}`,
    )
  })

  it('records Scheduled before what the kubelet does, as an event of the newer kind', () => {
    const cluster = new FakeCluster()
    cluster.pod('web')
    const events = cluster.eventObjects('web')
    expect(events.map(e => e.reason)).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'])
    expect(events[0]).toMatchObject({ action: 'Binding', source: {}, reportingComponent: 'default-scheduler' })
    expect(events[0]!.message).toMatch(/^Successfully assigned default\/web to worker2?$/)
  })

  it('leaves gated pods and those of other schedulers alone', () => {
    const cluster = new FakeCluster()
    cluster.pod('gated', { schedulingGates: [{ name: 'example.com/wait' }] })
    cluster.pod('other', { schedulerName: 'mine' })
    expect(cluster.getPod('gated')!.spec!.nodeName).toBeUndefined()
    expect(cluster.getPod('other')!.spec!.nodeName).toBeUndefined()
    expect(cluster.events('gated')).toEqual([])
  })
})
