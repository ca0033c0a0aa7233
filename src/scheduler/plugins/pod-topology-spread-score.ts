import type { Attempt, NodeInfo, Score } from './plugin.ts'
import { isEligible, labelOf, type Spread } from './pod-topology-spread.ts'

const HOSTNAME = 'kubernetes.io/hostname'
const ZONE = 'topology.kubernetes.io/zone'
/** The constraints that replicas have by default: label and maxSkew. */
const DEFAULTS: readonly [string, number][] = [
  [HOSTNAME, 3],
  [ZONE, 5],
]

/** What one constraint makes of the nodes: how many pods are in each node's domain. */
interface Term {
  maxSkew: number
  domainOf(node: NodeInfo): string | undefined
  counts: Map<string, number>
}

/** Points for even distribution: the fewer pods a node's domains have, the more. */
export function spreadScores(attempt: Attempt, spreads: readonly Spread[]): Score | undefined {
  const terms = attempt.pod.spec?.topologySpreadConstraints?.length
    ? spreads.map(s => term(attempt, s))
    : defaults(attempt)
  if (terms.length === 0) return undefined
  return nodes => {
    const raw = nodes.map(node => terms.reduce((sum, t) => sum + points(t, node, nodes), 0))
    const max = Math.max(...raw)
    const min = Math.min(...raw)
    return raw.map(score => (max === 0 ? 100 : Math.floor((100 * (max + min - score)) / max)))
  }
}

function term(attempt: Attempt, { constraint, counts }: Spread): Term {
  const key = constraint.topologyKey
  const domains = new Map<string, number>()
  for (const node of attempt.nodes) {
    const domain = labelOf(node, key)
    if (domain !== undefined && isEligible(attempt.pod, node, constraint))
      domains.set(domain, (domains.get(domain) ?? 0) + (counts.get(node.name) ?? 0))
  }
  return { maxSkew: constraint.maxSkew, domainOf: node => labelOf(node, key), counts: domains }
}

/** Pods of one controller are kept apart even when they do not ask for it. */
function defaults({ pod, nodes }: Attempt): Term[] {
  const owner = pod.metadata.ownerReferences?.find(r => r.controller)?.uid
  if (!owner) return []
  const terms: Term[] = []
  for (const [key, maxSkew] of DEFAULTS) {
    const counts = new Map<string, number>()
    for (const node of nodes) {
      const domain = labelOf(node, key)
      if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + (node.usage.owners[owner] ?? 0))
    }
    if (counts.size) terms.push({ maxSkew, domainOf: node => labelOf(node, key), counts })
  }
  return terms
}

function points({ maxSkew, domainOf, counts }: Term, node: NodeInfo, nodes: readonly NodeInfo[]): number {
  const domain = domainOf(node)
  if (domain === undefined) return 0
  const domains = counts.size === nodes.length ? nodes.length : counts.size
  return (counts.get(domain) ?? 0) * Math.log(domains + 2) + (maxSkew - 1)
}
