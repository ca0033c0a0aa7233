import type { Lease, Node } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'
import { formatMicroTime } from '../apimachinery/clock.ts'

/** How long a node counts as alive after its lease was last renewed, in seconds (kubelet's nodeLeaseDurationSeconds). */
const LEASE_DURATION_SECONDS = 40

/** The Lease that a kubelet keeps in kube-node-lease to say that its node is alive. */
export function nodeLease(node: Node, clock: Clock): Lease {
  const name = node.metadata.name!
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: 'kube-node-lease',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid! }],
    },
    spec: {
      holderIdentity: name,
      leaseDurationSeconds: LEASE_DURATION_SECONDS,
      renewTime: formatMicroTime(clock.now()),
    },
  }
}
