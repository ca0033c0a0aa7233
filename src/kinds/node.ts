import type { Node } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { nodeRow } from './node/row.ts'
import { validateNode, validateNodeUpdate } from './node/validation.ts'

/** Nodes: their status may be given on creation, as kubelets do, and is out of reach of plain updates. */
export const node = kind<Node>({
  group: '',
  version: 'v1',
  kind: 'Node',
  resource: 'nodes',
  namespaced: false,
  storagePrefix: 'minions',
  validateName: nameIsDNSSubdomain,
  setDefaults(node) {
    const { spec, status } = node
    // podCIDR is the first of podCIDRs; where both are given and differ, it stands for both
    if (spec?.podCIDR && spec.podCIDRs?.[0] !== spec.podCIDR) spec.podCIDRs = [spec.podCIDR]
    else if (spec?.podCIDRs?.length && !spec.podCIDR) spec.podCIDR = spec.podCIDRs[0]!
    if (status?.capacity && !status.allocatable) status.allocatable = { ...status.capacity }
  },
  prepareForUpdate(node, old) {
    node.status = old.status
  },
  validate: node => validateNode(node),
  validateUpdate: (node, old) => validateNodeUpdate(node, old),
  status: {
    prepareForUpdate(node, old) {
      node.spec = old.spec
    },
    validateUpdate: (node, old) => validateNodeUpdate(node, old),
  },
  fields: {
    'spec.unschedulable': node => String(node.spec?.unschedulable ?? false),
  },
  unknownFieldError: 'label',
  row: nodeRow,
})
