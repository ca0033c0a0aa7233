import type { Node } from '../api/types.gen.ts'
import type { Controller } from './controller.ts'

/** How many /24 there are in the cluster's pod network 10.244.0.0/16: every node gets one. */
const SUBNETS = 256

/** Gives every node its range of pod addresses (node-ipam-controller). Keys are names of nodes. */
export const nodeIpam: Controller = {
  name: 'node-ipam-controller',
  manager: 'kube-controller-manager',
  watches: {
    nodes: ({ type, object }) => (type !== 'DELETED' && !(object as Node).spec?.podCIDR ? [object.metadata.name!] : []),
  },
  sync(key, context) {
    const node = context.get<Node>('nodes', '', key)
    if (!node || node.spec?.podCIDR) return
    const podCIDR = nextSubnet(context.list<Node>('nodes'))
    if (podCIDR) context.update('nodes', { ...node, spec: { ...node.spec, podCIDR, podCIDRs: [podCIDR] } })
    else
      context.event({
        about: node,
        type: 'Normal',
        reason: 'CIDRNotAvailable',
        message: `Node ${key} status is now: CIDRNotAvailable`,
        component: 'cidrAllocator',
      })
  },
}

/** The subnet after the last one in use, then whatever is free; undefined when all are taken. */
function nextSubnet(nodes: readonly Node[]): string | undefined {
  const used = new Set<number>()
  for (const node of nodes) {
    const match = /^10\.244\.(\d+)\.0\/24$/.exec(node.spec?.podCIDR ?? '')
    if (match) used.add(Number(match[1]))
  }
  const last = used.size ? Math.max(...used) : -1
  for (let i = 1; i <= SUBNETS; i++) {
    const subnet = (last + i) % SUBNETS
    if (!used.has(subnet)) return `10.244.${subnet}.0/24`
  }
  return undefined
}
