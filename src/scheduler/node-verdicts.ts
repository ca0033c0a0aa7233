import type { Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { originOf } from '../kinds/pod/shared-spec.ts'
import { hostPorts } from './host-ports.ts'
import { namedNodes } from './node-affinity.ts'
import type { Attempt, Filter, NodeInfo, NodeScore, Rejection } from './plugins/plugin.ts'
import { podRequests } from './pod-requests.ts'
import { defaultProfile } from './profile.ts'

/**
 * What has been found out about nodes one by one for pods that demand the same. It holds for a node until something about it changes
 * (as kube-scheduler's opportunistic batching has it): of thousands of replicas, each looks anew only at the node of the one before.
 * Nodes are known by their place among an attempt's nodes.
 */
export class NodeVerdicts {
  private readonly filters: readonly Filter[]
  private readonly scores: readonly NodeScore[]
  private readonly nodes: NodeInfo[] = []
  private readonly rejections: (Rejection | undefined)[] = []
  private readonly sums: number[] = []

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

  /** Why the node will not do, as far as it alone goes. */
  rejection(place: number, node: NodeInfo): Rejection | undefined {
    this.look(place, node)
    return this.rejections[place]
  }

  /** The points that the node gets for itself. */
  points(place: number, node: NodeInfo): number {
    this.look(place, node)
    return this.sums[place]!
  }

  private look(place: number, node: NodeInfo): void {
    if (this.nodes[place] === node) return
    let rejection: Rejection | undefined
    for (let i = 0; !rejection && i < this.filters.length; i++) rejection = this.filters[i]!(node)
    this.rejections[place] = rejection
    this.sums[place] = rejection ? 0 : this.scores.reduce((sum, score) => sum + score(node), 0)
    this.nodes[place] = node
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
