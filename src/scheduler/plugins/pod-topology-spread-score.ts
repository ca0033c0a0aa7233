import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { OwnerCounts } from '../owner-counts.ts'
import type { Attempt, Score } from './plugin.ts'
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
  /** How many domains there are. */
  domains: number
  /** How many pods are in the domain of the node at a place; undefined where it has none. */
  countAt(place: number): number | undefined
}

/** Points for even distribution: the fewer pods a node's domains have, the more. */
export function spreadScores(attempt: Attempt, spreads: readonly Spread[]): Score | undefined {
  const terms = attempt.pod.spec?.topologySpreadConstraints?.length
    ? spreads.map(s => term(attempt, s))
    : defaults(attempt)
  if (terms.length === 0) return undefined
  return (_, places) => {
    const raw = new Array<number>(places.length).fill(0)
    for (const { countAt, domains, maxSkew } of terms) {
      const weight = Math.log(domains + 2)
      for (let i = 0; i < places.length; i++) {
        const count = countAt(places[i]!)
        if (count !== undefined) raw[i]! += count * weight + (maxSkew - 1)
      }
    }
    let max = Number.NEGATIVE_INFINITY
    let min = Number.POSITIVE_INFINITY
    for (let i = 0; i < raw.length; i++) {
      const score = raw[i]!
      if (score > max) max = score
      if (score < min) min = score
    }
    for (let i = 0; i < raw.length; i++) raw[i] = max === 0 ? 100 : Math.floor((100 * (max + min - raw[i]!)) / max)
    return raw
  }
}

function term(attempt: Attempt, { constraint, counts }: Spread): Term {
  const { nodes, pod } = attempt
  const key = constraint.topologyKey
  const domains = new Map<string, number>()
  for (const node of nodes) {
    const domain = labelOf(node, key)
    if (domain !== undefined && isEligible(pod, node, constraint))
      domains.set(domain, (domains.get(domain) ?? 0) + (counts.get(node.name) ?? 0))
  }
  const countAt = (place: number) => {
    const domain = labelOf(nodes[place]!, key)
    return domain === undefined ? undefined : (domains.get(domain) ?? 0)
  }
  return { maxSkew: constraint.maxSkew, domains: domains.size, countAt }
}

/** Pods of one controller are kept apart even when they do not ask for it. */
function defaults({ pod, nodes, context }: Attempt): Term[] {
  const owner = controllerOf(pod)?.uid
  if (!owner) return []
  const terms: Term[] = []
  for (const [key, maxSkew] of DEFAULTS) {
    const counts = OwnerCounts.of(context, owner, key)
    counts.update(nodes)
    if (counts.domains) terms.push({ maxSkew, domains: counts.domains, countAt: place => counts.at(place) })
  }
  return terms
}
