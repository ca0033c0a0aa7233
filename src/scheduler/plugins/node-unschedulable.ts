import { tolerates } from '../tolerations.ts'
import type { Plugin, Rejection } from './plugin.ts'

const CORDONED = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
const REJECTION: Rejection = {
  plugin: 'NodeUnschedulable',
  reasons: ['node(s) were unschedulable'],
  unresolvable: true,
}

/** The node must take new pods, unless the pod tolerates the taint of a cordoned one. */
export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  filter({ pod }) {
    if (pod.spec?.tolerations?.some(t => tolerates(t, CORDONED))) return undefined
    return ({ node }) => (node.spec?.unschedulable ? REJECTION : undefined)
  },
}
