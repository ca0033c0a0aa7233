import { tolerates, untoleratedTaint } from '../tolerations.ts'
import { type NodeInfo, normalize, type Plugin, type Rejection } from './plugin.ts'

const REPELLING = ['NoSchedule', 'NoExecute']
const REJECTION: Rejection = {
  plugin: 'TaintToleration',
  reasons: ['node(s) had untolerated taint(s)'],
  unresolvable: true,
}

const isTainted = ({ node: { node } }: { node: NodeInfo }): boolean => !!node.spec?.taints?.length

/** The pod must tolerate the node's taints; those that are only preferences count against the node. */
export const taintToleration: Plugin = {
  name: 'TaintToleration',
  filter({ pod }) {
    const tolerations = pod.spec?.tolerations
    return ({ node }) => (untoleratedTaint(node.spec?.taints, tolerations, REPELLING) ? REJECTION : undefined)
  },
  score({ pod }) {
    const tolerations = pod.spec?.tolerations?.filter(t => !t.effect || t.effect === 'PreferNoSchedule') ?? []
    return feasible => {
      // all alike, as is nearly always so
      if (!feasible.some(isTainted)) return undefined
      const counts = feasible.map(({ node: { node } }) => {
        const taints = node.spec?.taints?.filter(t => t.effect === 'PreferNoSchedule') ?? []
        return taints.filter(taint => !tolerations.some(t => tolerates(t, taint))).length
      })
      return counts.some(n => n > 0) ? normalize(counts, true) : undefined
    }
  },
  weight: 3,
}
