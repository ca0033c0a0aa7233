import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../../api/types.gen.ts'
import { selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches } from '../../apimachinery/labels/selector.ts'
import { splitKey } from '../../controllers/controller.ts'
import { countByNode, namespacesOf } from '../matching-pods.ts'
import { clusterUsage } from '../node-usage.ts'
import type { Attempt, Filter, NodeInfo, Plugin, Rejection } from './plugin.ts'
import { labelOf } from './pod-topology-spread.ts'

const NAME = 'InterPodAffinity'
const reject = (reason: string, unresolvable: boolean): Rejection => ({ plugin: NAME, reasons: [reason], unresolvable })
const NO_FRIENDS = reject("node(s) didn't match pod affinity rules", true)
const OWN_AVERSION = reject("node(s) didn't match pod anti-affinity rules", false)
const OTHERS_AVERSION = reject("node(s) didn't satisfy existing pods anti-affinity rules", false)

/** Pod affinity and anti-affinity, and the anti-affinity of the pods that are there. */
export const interPodAffinity: Plugin = {
  name: NAME,
  looksAround: true,
  filter(attempt) {
    const { podAffinity, podAntiAffinity } = attempt.pod.spec?.affinity ?? {}
    const friends = podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    const foes = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    const filters = [
      friends.length ? affinityFilter(attempt, friends) : undefined,
      foes.length ? antiAffinityFilter(attempt, foes) : undefined,
      existingAntiAffinityFilter(attempt),
    ].filter(f => f !== undefined)
    if (filters.length === 0) return undefined
    return node => {
      for (const filter of filters) {
        const rejection = filter(node)
        if (rejection) return rejection
      }
      return undefined
    }
  },
  score(attempt) {
    const { podAffinity, podAntiAffinity } = attempt.pod.spec?.affinity ?? {}
    const friends = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    const foes = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    if (friends.length === 0 && foes.length === 0) return undefined
    const terms = [...friends.map(t => weighted(attempt, t, 1)), ...foes.map(t => weighted(attempt, t, -1))]
    return feasible => {
      const raw = feasible.map(({ node }) => terms.reduce((sum, points) => sum + points(node), 0))
      const min = Math.min(...raw)
      const range = Math.max(...raw) - min
      return raw.map(score => (range > 0 ? Math.floor((100 * (score - min)) / range) : 0))
    }
  },
  weight: 2,
}

function weighted(attempt: Attempt, { podAffinityTerm, weight }: WeightedPodAffinityTerm, sign: number) {
  const counts = countByDomain(attempt, podAffinityTerm)
  return (node: NodeInfo): number => {
    const domain = labelOf(node, podAffinityTerm.topologyKey)
    return domain === undefined ? 0 : sign * weight * (counts.get(domain) ?? 0)
  }
}

function affinityFilter(attempt: Attempt, terms: readonly PodAffinityTerm[]): Filter {
  const { pod, context } = attempt
  const counts = terms.map(term => countByDomain(attempt, term))
  // The first of a group of pods that want to be together may go anywhere.
  const isFirst =
    counts.every(c => c.size === 0) &&
    terms.every(
      term =>
        namespacesOf(context, pod, term).has(pod.metadata.namespace!) &&
        matches(selectorFromLabelSelector(term.labelSelector), pod.metadata.labels),
    )
  return node => {
    let satisfied = true
    for (let i = 0; i < terms.length; i++) {
      const domain = labelOf(node, terms[i]!.topologyKey)
      if (domain === undefined) return NO_FRIENDS
      if (!counts[i]!.get(domain)) satisfied = false
    }
    return satisfied || isFirst ? undefined : NO_FRIENDS
  }
}

function antiAffinityFilter(attempt: Attempt, terms: readonly PodAffinityTerm[]): Filter {
  const counts = terms.map(term => countByDomain(attempt, term))
  return node => {
    const bad = terms.some((term, i) => {
      const domain = labelOf(node, term.topologyKey)
      return domain !== undefined && (counts[i]!.get(domain) ?? 0) > 0
    })
    return bad ? OWN_AVERSION : undefined
  }
}

/** Keeps the pod away from where pods are that do not want its like near them. */
function existingAntiAffinityFilter({ pod, context, nodes }: Attempt): Filter | undefined {
  const averse = Object.entries(clusterUsage(context).antiAffinity)
  if (averse.length === 0) return undefined
  const forbidden = new Set<string>()
  for (const [key, nodeName] of averse) {
    const { namespace, name } = splitKey(key)
    const other = context.get<Pod>('pods', namespace, name)
    const node = nodes.find(n => n.name === nodeName)
    const terms = other?.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    if (!other || !node || !terms) continue
    for (const term of terms) {
      const domain = labelOf(node, term.topologyKey)
      if (domain === undefined || !namespacesOf(context, other, term).has(pod.metadata.namespace!)) continue
      if (matches(selectorFromLabelSelector(term.labelSelector), pod.metadata.labels))
        forbidden.add(`${term.topologyKey}=${domain}`)
    }
  }
  if (forbidden.size === 0) return undefined
  const keys = new Set([...forbidden].map(pair => pair.slice(0, pair.indexOf('='))))
  return node => {
    for (const key of keys) {
      const domain = labelOf(node, key)
      if (domain !== undefined && forbidden.has(`${key}=${domain}`)) return OTHERS_AVERSION
    }
    return undefined
  }
}

function countByDomain({ pod, context, nodes }: Attempt, term: PodAffinityTerm): Map<string, number> {
  const selector = selectorFromLabelSelector(term.labelSelector)
  const counts = countByNode(context, namespacesOf(context, pod, term), selector)
  const domains = new Map<string, number>()
  for (const node of nodes) {
    const count = counts.get(node.name)
    const domain = count ? labelOf(node, term.topologyKey) : undefined
    if (domain !== undefined) domains.set(domain, (domains.get(domain) ?? 0) + count!)
  }
  return domains
}
