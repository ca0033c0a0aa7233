import { describe, expect, it } from 'vitest'
import type { DaemonSet, DaemonSetSpec, Node, Pod } from '../../src/api/types.gen.ts'
import { nodeFit, tolerationsOf } from '../../src/controllers/daemonset/node-fit.ts'
import { targetNode } from '../../src/controllers/daemonset/pods.ts'
import { daemonSetController } from '../../src/controllers/daemonset.ts'
import { TEMPLATE_GENERATION } from '../../src/kinds/daemonset/template-generation.ts'
import { FakeCluster } from './fake-cluster.ts'
import { fakeKubelet } from './fake-kubelet.ts'

const SETS = 'daemonsets.apps'

const node = (name: string, spec: Node['spec'] = {}, labels: Record<string, string> = {}): Node => ({
  metadata: { name, labels },
  spec,
})
const template = (image: string, spec: object = {}) => ({
  metadata: { labels: { app: 'a' } },
  spec: { containers: [{ name: 'c', image }], ...spec },
})

function daemonSet(spec: Partial<DaemonSetSpec> = {}): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default', annotations: { [TEMPLATE_GENERATION]: '1' } },
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template: template('i:1'),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      ...spec,
    },
  }
}

function start(spec: Partial<DaemonSetSpec> = {}, isHealthy: (pod: Pod) => boolean = () => true) {
  const cluster = new FakeCluster()
  for (const name of ['a', 'b', 'c']) cluster.create('nodes', node(name))
  cluster.create(SETS, daemonSet(spec))
  const run = () => cluster.run([daemonSetController, fakeKubelet(isHealthy)])
  run()
  return { cluster, run }
}

const present = (cluster: FakeCluster) => cluster.get<DaemonSet>(SETS, 'default', 'agent')!
function change(cluster: FakeCluster, spec: Partial<DaemonSetSpec>) {
  const old = present(cluster)
  const annotations = { [TEMPLATE_GENERATION]: String(Number(old.metadata.annotations![TEMPLATE_GENERATION]) + 1) }
  cluster.update(SETS, { ...old, metadata: { ...old.metadata, annotations }, spec: { ...old.spec!, ...spec } })
}
const where = (cluster: FakeCluster) =>
  cluster
    .list<Pod>('pods')
    .map(p => `${targetNode(p)} ${p.spec!.containers[0]!.image}`)
    .sort()

describe('nodeFit', () => {
  const on = (nodeSpec: Node['spec'], spec: object = {}, labels = {}) =>
    nodeFit(daemonSet({ template: template('i', spec) }), node('n', nodeSpec, labels))
  const taint = (effect: string, key = 'x') => ({ taints: [{ key, effect }] })

  it('goes by labels, names and taints', () => {
    expect(on({})).toEqual({ shouldRun: true, shouldContinue: true })
    expect(on(taint('NoSchedule'))).toEqual({ shouldRun: false, shouldContinue: true })
    expect(on(taint('NoExecute'))).toEqual({ shouldRun: false, shouldContinue: false })
    expect(on(taint('NoExecute'), { tolerations: [{ operator: 'Exists' }] }).shouldRun).toBe(true)
    expect(on(taint('NoSchedule', 'node.kubernetes.io/unschedulable')).shouldRun).toBe(true)
    expect(on({}, { nodeSelector: { disk: 'ssd' } })).toEqual({ shouldRun: false, shouldContinue: false })
    expect(on({}, { nodeSelector: { disk: 'ssd' } }, { disk: 'ssd' }).shouldRun).toBe(true)
    expect(on({}, { nodeName: 'other' }).shouldRun).toBe(false)
  })

  it('tolerates the network only on the host’s', () => {
    expect(tolerationsOf({ containers: [] })).toHaveLength(6)
    expect(tolerationsOf({ containers: [], hostNetwork: true }).at(-1)?.key).toBe(
      'node.kubernetes.io/network-unavailable',
    )
  })
})

describe('daemonSetController', () => {
  it('puts a pod on every node, also on those that come', () => {
    const { cluster, run } = start()
    expect(where(cluster)).toEqual(['a i:1', 'b i:1', 'c i:1'])
    cluster.create('nodes', node('d'))
    run()
    expect(where(cluster)).toContain('d i:1')
    expect(present(cluster).status).toEqual({
      currentNumberScheduled: 4,
      desiredNumberScheduled: 4,
      numberAvailable: 4,
      numberMisscheduled: 0,
      numberReady: 4,
      observedGeneration: 1,
      updatedNumberScheduled: 4,
    })
  })

  it('takes its pods from nodes where they do not belong any more', () => {
    const { cluster, run } = start()
    cluster.update('nodes', {
      ...cluster.get<Node>('nodes', '', 'b')!,
      spec: { taints: [{ key: 'x', effect: 'NoExecute' }] },
    })
    cluster.update('nodes', {
      ...cluster.get<Node>('nodes', '', 'c')!,
      spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] },
    })
    run()
    expect(where(cluster)).toEqual(['a i:1', 'c i:1'])
    expect(present(cluster).status).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 1 })
  })

  it('replaces its pods node by node', () => {
    const { cluster, run } = start()
    let fewest = 3
    cluster.observe = () => {
      const running = cluster
        .list<Pod>('pods')
        .filter(p => p.metadata.deletionTimestamp === undefined && p.status?.phase === 'Running')
      fewest = Math.min(fewest, running.length)
    }
    change(cluster, { template: template('i:2') })
    run()
    expect(where(cluster)).toEqual(['a i:2', 'b i:2', 'c i:2'])
    expect(fewest).toBe(2)
  })

  it('starts new pods first where it may surge', () => {
    const { cluster, run } = start({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    })
    let fewest = 3
    cluster.observe = () => {
      const alive = cluster.list<Pod>('pods').filter(p => p.metadata.deletionTimestamp === undefined)
      fewest = Math.min(fewest, new Set(alive.map(targetNode)).size)
      expect(alive.length).toBeLessThanOrEqual(4)
    }
    change(cluster, { template: template('i:2') })
    run()
    expect(where(cluster)).toEqual(['a i:2', 'b i:2', 'c i:2'])
    expect(fewest).toBe(3)
  })

  it('stops when new pods do not become ready', () => {
    const { cluster, run } = start({}, pod => pod.spec!.containers[0]!.image === 'i:1')
    change(cluster, { template: template('i:2') })
    run()
    expect(where(cluster).filter(w => w.endsWith('i:1'))).toHaveLength(2)
    expect(present(cluster).status).toMatchObject({ numberUnavailable: 1, updatedNumberScheduled: 1 })
  })

  it('waits for deletions if it is to', () => {
    const { cluster, run } = start({ updateStrategy: { type: 'OnDelete' } })
    change(cluster, { template: template('i:2') })
    run()
    expect(where(cluster)).toEqual(['a i:1', 'b i:1', 'c i:1'])
    const [first] = cluster.list<Pod>('pods')
    cluster.delete('pods', 'default', first!.metadata.name!)
    run()
    expect(where(cluster).filter(w => w.endsWith('i:2'))).toHaveLength(1)
  })
})
