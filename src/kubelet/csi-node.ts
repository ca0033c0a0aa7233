import type { CSINode, Node } from '../api/types.gen.ts'

/** The CSINode that a kubelet registers its CSI drivers in; a simulated node has none. */
export function csiNodeFor(node: Node): CSINode {
  const name = node.metadata.name!
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid! }] },
    spec: { drivers: [] },
  }
}
