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

/** Adds what one constraint makes of the nodes at some places to their raw scores: the more pods are in a node's domain, the more. */
type Term = (raw: Float64Array, places: readonly number[]) => void

/** What a domain's number of pods counts for. */
const weightOf = (domains: number): number => Math.log(domains + 2)

/** Points for even distribution: the fewer pods a node's domains have, the more. */
export function spreadScores(attempt: Attempt, spreads: readonly Spread[]): Score | undefined {
  const terms = attempt.pod.spec?.topologySpreadConstraints?.length
    ? spreads.map(s => term(attempt, s))
    : defaults(attempt)
  if (terms.length === 0) return undefined
  return (_, places) => {
    const raw = new Float64Array(places.length)
    for (const add of terms) add(raw, places)
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
  const weight = weightOf(domains.size)
  return (raw, places) => {
    for (let i = 0; i < places.length; i++) {
      const domain = labelOf(nodes[places[i]!]!, key)
      if (domain !== undefined) raw[i]! += (domains.get(domain) ?? 0) * weight + (constraint.maxSkew - 1)
    }
  }
}

/** Pods of one controller are kept apart even when they do not ask for it. */
function defaults({ pod, nodes, context }: Attempt): Term[] {
  const owner = controllerOf(pod)?.uid
  if (!owner) return []
  const terms: Term[] = []
  for (const [key, maxSkew] of DEFAULTS) {
    const counts = OwnerCounts.of(context, owner, key)
    counts.update(nodes)
    if (counts.domains) terms.push((raw, places) => counts.addTo(raw, places, weightOf(counts.domains), maxSkew - 1))
  }
  return terms
}
