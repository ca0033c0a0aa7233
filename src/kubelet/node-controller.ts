import type { CSINode, Lease, Node } from '../api/types.gen.ts'
import type { Controller, ControllerContext } from '../controllers/controller.ts'
import { csiNodeFor } from './csi-node.ts'
import { nodeLease } from './node-lease.ts'
import { ledgerKey, nodeLedger } from './node-ledger.ts'
import { registeredStatus, withMachineLabels } from './node-registration.ts'

const LEASES = 'leases.coordination.k8s.io'
const CSI_NODES = 'csinodes.storage.k8s.io'

/** The kubelets of all nodes, as far as the nodes themselves go: every Node has a machine. Keys are names of nodes. */
export const nodeController: Controller = {
  name: 'kubelet-node',
  manager: 'kubelet',
  watches: { nodes: ({ object }) => [object.metadata.name!] },
  sync(key, context) {
    let node = context.get<Node>('nodes', '', key)
    if (!node) {
      // Its pods are still counted there: the ledger goes with the last of them.
      const ledger = nodeLedger(context, key)
      if (ledger.lastIP && Object.keys(ledger.pods).length === 0) context.putInternal(ledgerKey(key), undefined)
      return
    }
    const labelled = withMachineLabels(node)
    if (labelled !== node) node = context.update('nodes', labelled)
    const status = registeredStatus(node, nextAddress(context), context.clock, context.random)
    if (status === node.status) return
    node = context.updateStatus('nodes', { ...node, status })
    if (!context.get<Lease>(LEASES, 'kube-node-lease', key))
      context.create<Lease>(LEASES, nodeLease(node, context.clock))
    if (!context.get<CSINode>(CSI_NODES, '', key)) context.create<CSINode>(CSI_NODES, csiNodeFor(node))
  },
}

/** The address after the last one that a node has on the machines' network 172.18.0.0/16. */
function nextAddress(context: ControllerContext): string {
  let last = 1
  for (const node of context.list<Node>('nodes'))
    for (const { address } of node.status?.addresses ?? []) {
      const match = /^172\.18\.(\d+)\.(\d+)$/.exec(address)
      if (match) last = Math.max(last, Number(match[1]) * 256 + Number(match[2]))
    }
  return `172.18.${((last + 1) >> 8) & 255}.${(last + 1) & 255}`
}
