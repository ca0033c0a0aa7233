import type { Pod, TopologySpreadConstraint } from '../../api/types.gen.ts'
import { selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches, newSelector, type Selector } from '../../apimachinery/labels/selector.ts'
import { type CountByNode, countByNode } from '../matching-pods.ts'
import { matchesNodeAffinity } from '../node-affinity.ts'
import { untoleratedTaint } from '../tolerations.ts'
import type { Attempt, Filter, NodeInfo, Plugin, Rejection } from './plugin.ts'
import { spreadScores } from './pod-topology-spread-score.ts'

const NAME = 'PodTopologySpread'
const NO_LABEL: Rejection = {
  plugin: NAME,
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  unresolvable: true,
}
const TOO_SKEWED: Rejection = {
  plugin: NAME,
  reasons: ["node(s) didn't match pod topology spread constraints"],
  unresolvable: false,
}

/** A constraint with how many pods match it in each of its domains. */
export interface Spread {
  constraint: TopologySpreadConstraint
  selector: Selector
  counts: CountByNode
}

/** topologySpreadConstraints; replicas without any are spread over the nodes as well as may be. */
export const podTopologySpread: Plugin = {
  name: NAME,
  looksAround: true,
  filter(attempt) {
    const spreads = spreadsOf(attempt, 'DoNotSchedule')
    if (spreads.length === 0) return undefined
    const filters = spreads.map(spread => filterOf(attempt, spread))
    return node => {
      for (const { constraint } of spreads) if (labelOf(node, constraint.topologyKey) === undefined) return NO_LABEL
      for (const filter of filters) {
        const rejection = filter(node)
        if (rejection) return rejection
      }
      return undefined
    }
  },
  score(attempt) {
    return spreadScores(attempt, spreadsOf(attempt, 'ScheduleAnyway'))
  },
  weight: 2,
}

function spreadsOf({ pod, context }: Attempt, when: string): Spread[] {
  const constraints = pod.spec?.topologySpreadConstraints?.filter(c => c.whenUnsatisfiable === when) ?? []
  return constraints.map(constraint => {
    const selector = selectorOf(pod, constraint)
    return { constraint, selector, counts: countByNode(context, new Set([pod.metadata.namespace!]), selector) }
  })
}

function selectorOf(pod: Pod, { labelSelector, matchLabelKeys }: TopologySpreadConstraint): Selector {
  const selector = selectorFromLabelSelector(labelSelector)
  const labels = pod.metadata.labels ?? {}
  const keys = matchLabelKeys?.filter(key => Object.hasOwn(labels, key)) ?? []
  if (keys.length === 0 || selector.nothing) return selector
  return newSelector([
    ...selector.requirements,
    ...keys.map(key => ({ key, operator: 'in' as const, values: [labels[key]!] })),
  ])
}

function filterOf(attempt: Attempt, { constraint, selector, counts }: Spread): Filter {
  const { pod, nodes } = attempt
  const key = constraint.topologyKey
  const domains = new Map<string, number>()
  for (const node of nodes) {
    const domain = labelOf(node, key)
    if (domain === undefined || !isEligible(pod, node, constraint)) continue
    domains.set(domain, (domains.get(domain) ?? 0) + (counts.get(node.name) ?? 0))
  }
  const fewest = domains.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...domains.values())
  const self = matches(selector, pod.metadata.labels) ? 1 : 0
  return node => {
    const count = domains.get(labelOf(node, key)!) ?? 0
    return count + self - fewest > constraint.maxSkew ? TOO_SKEWED : undefined
  }
}

/** Whether a node's pods count: nodeAffinityPolicy and nodeTaintsPolicy. */
export function isEligible(pod: Pod, { node }: NodeInfo, constraint: TopologySpreadConstraint): boolean {
  if ((constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor' && !matchesNodeAffinity(pod, node)) return false
  if (constraint.nodeTaintsPolicy !== 'Honor') return true
  return !untoleratedTaint(node.spec?.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute'])
}

/** A node's label, if it has it. */
export function labelOf({ node }: NodeInfo, key: string): string | undefined {
  const labels = node.metadata.labels ?? {}
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}
