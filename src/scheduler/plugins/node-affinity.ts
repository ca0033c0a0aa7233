import { hasNodeAffinity, matchesNodeAffinity, matchesNodeTerm } from '../node-affinity.ts'
import { normalize, type Plugin, type Rejection } from './plugin.ts'

const REJECTION: Rejection = {
  plugin: 'NodeAffinity',
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  unresolvable: true,
}

/** nodeSelector and node affinity. */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  filter({ pod }) {
    if (!hasNodeAffinity(pod)) return undefined
    return ({ node }) => (matchesNodeAffinity(pod, node) ? undefined : REJECTION)
  },
  score({ pod }) {
    const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution
    if (!preferred?.length) return undefined
    return feasible =>
      normalize(
        feasible.map(({ node: { node } }) =>
          preferred.reduce((sum, p) => sum + (matchesNodeTerm(p.preference, node) ? p.weight : 0), 0),
        ),
        false,
      )
  },
  weight: 2,
}
