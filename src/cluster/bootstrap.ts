import type { KubeObject } from '../api/object.ts'
import type { Node } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'
import { formatTime } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'
import { csiNodeFor } from '../kubelet/csi-node.ts'
import { nodeLease } from '../kubelet/node-lease.ts'
import { registerNode } from '../kubelet/node-registration.ts'
import type { WriteStore } from '../storage/store.ts'
import { freshCluster } from './fresh-cluster.gen.ts'

const CONTROL_PLANE_LABELS = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
}
const CONTROL_PLANE_TAINTS = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]

/** The nodes of a new cluster, in the order of their addresses and pod CIDRs. */
const NODES = ['control-plane', 'worker', 'worker2']

/**
 * Fills an empty store with all that a cluster holds when kubeadm has just made it and nobody has used it: what a real, new cluster was
 * seen to hold (fresh-cluster.gen.ts) and its three nodes with their leases.
 */
export function bootstrap(store: Pick<WriteStore, 'put'>, clock: Clock, random: Random): void {
  const time = formatTime(clock.now())
  for (const line of freshCluster.split('\n')) {
    const tab = line.indexOf('\t')
    const text = line
      .slice(tab + 1)
      .replaceAll('%T%', time)
      .replace('%D%', time.slice(0, 10))
    put(line.slice(0, tab), JSON.parse(text) as KubeObject)
  }
  NODES.forEach((name, index) => {
    const node = freshNode(name, index, clock, random, time)
    put(`/registry/minions/${name}`, node)
    put(`/registry/leases/kube-node-lease/${name}`, nodeLease(node, clock))
    put(`/registry/csinodes/${name}`, csiNodeFor(node))
  })

  function put(key: string, object: KubeObject): void {
    const { name, namespace, ...rest } = object.metadata
    const scope = namespace === undefined ? {} : { namespace }
    store.put(key, { ...object, metadata: { name, ...scope, uid: random.uuid(), creationTimestamp: time, ...rest } })
  }
}

function freshNode(name: string, index: number, clock: Clock, random: Random, creationTimestamp: string): Node {
  const isControlPlane = index === 0
  const metadata = { name, uid: random.uuid(), creationTimestamp, labels: isControlPlane ? CONTROL_PLANE_LABELS : {} }
  const podCIDR = `10.244.${index}.0/24`
  const spec = { podCIDR, podCIDRs: [podCIDR], ...(isControlPlane ? { taints: CONTROL_PLANE_TAINTS } : {}) }
  return registerNode({ apiVersion: 'v1', kind: 'Node', metadata, spec }, `172.18.0.${index + 2}`, clock, random)
}
