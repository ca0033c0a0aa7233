import type { Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { originOf } from '../kinds/pod/shared-spec.ts'
import { hostPorts } from './host-ports.ts'
import { namedNodes } from './node-affinity.ts'
import type { Attempt, Filter, NodeInfo, NodeScore, Rejection } from './plugins/plugin.ts'
import { podRequests } from './pod-requests.ts'
import { defaultProfile } from './profile.ts'

/** What has been found out about one node, as far as it alone goes. */
export interface Verdict {
  readonly node: NodeInfo
  /** Why it will not do. */
  readonly rejection: Rejection | undefined
  /** The points that it gets, whatever the others are like. */
  readonly points: number
}

/**
 * What has been found out about nodes one by one for pods that demand the same. It holds for a node until something about it changes
 * (as kube-scheduler's opportunistic batching has it): of thousands of replicas, each looks anew only at the node of the one before.
 */
export class NodeVerdicts {
  private readonly filters: readonly Filter[]
  private readonly scores: readonly NodeScore[]
  /** By the nodes' places among an attempt's nodes. */
  private readonly known: Verdict[] = []

  constructor(attempt: Attempt) {
    this.filters = defaultProfile
      .filter(plugin => !plugin.looksAround)
      .map(plugin => plugin.filter?.(attempt))
      .filter(f => f !== undefined)
    this.scores = defaultProfile.flatMap(plugin => {
      const score = plugin.scoreNode?.(attempt)
      const weight = plugin.weight ?? 1
      return score ? [node => weight * score(node)] : []
    })
  }

  /** The verdict on the node at a place. */
  on(node: NodeInfo, place: number): Verdict {
    const known = this.known[place]
    if (known?.node === node) return known
    const verdict = this.judge(node)
    this.known[place] = verdict
    return verdict
  }

  private judge(node: NodeInfo): Verdict {
    let rejection: Rejection | undefined
    for (let i = 0; !rejection && i < this.filters.length; i++) rejection = this.filters[i]!(node)
    return { node, rejection, points: rejection ? 0 : this.scores.reduce((sum, score) => sum + score(node), 0) }
  }
}

/** So many kinds of pods are told apart at once. */
const MAX_KINDS = 16
const known = new WeakMap<ControllerContext, Map<string, NodeVerdicts>>()

/** What pods like the attempt's have found out about the nodes. */
export function verdictsFor(attempt: Attempt): NodeVerdicts {
  const { context, pod } = attempt
  // each pod of a DaemonSet has a node of its own
  if (namedNodes(pod)) return new NodeVerdicts(attempt)
  let kinds = known.get(context)
  if (!kinds) {
    kinds = new Map()
    known.set(context, kinds)
  }
  const demands = demandsOf(pod)
  let verdicts = kinds.get(demands)
  if (!verdicts) {
    if (kinds.size >= MAX_KINDS) kinds.clear()
    verdicts = new NodeVerdicts(attempt)
    kinds.set(demands, verdicts)
  }
  return verdicts
}

/** Everything about a pod that decides whether and how well a node will do, whatever else is there. */
function demandsOf(pod: Pod): string {
  const spec = pod.spec!
  const { tolerations, nodeSelector, affinity } = spec
  const shared = textOf(tolerations) + textOf(nodeSelector) + textOf(affinity?.nodeAffinity)
  const origin = originOf(spec)
  let resources = origin && texts.get(origin)
  if (resources === undefined) {
    resources = JSON.stringify([hostPorts(pod), podRequests(pod)])
    if (origin) texts.set(origin, resources)
  }
  return shared + resources
}

const texts = new WeakMap<object, string>()

/** The JSON of what the pods of a template share. */
function textOf(value: object | undefined): string {
  if (value === undefined) return '-'
  let text = texts.get(value)
  if (text === undefined) {
    text = JSON.stringify(value)
    texts.set(value, text)
  }
  return text
}
