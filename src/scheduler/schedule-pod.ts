import type { Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { namedNodes } from './node-affinity.ts'
import { nodeInfos } from './node-infos.ts'
import { type NodeVerdicts, verdictsFor } from './node-verdicts.ts'
import type { Attempt, Filter, NodeInfo, Rejection } from './plugins/plugin.ts'
import { defaultProfile } from './profile.ts'

/** Why no node will do. */
export interface Diagnosis {
  attempt: Attempt
  /** What refused the pod without looking at nodes. */
  preFilter?: Rejection
  /** What refused it on each node; nodes that were not looked at are absent. */
  nodes: Map<string, Rejection>
}

export type Outcome = { node: string } | { diagnosis: Diagnosis }

/** So many feasible nodes are enough to choose from; larger clusters are searched from where the last search ended. */
const MIN_FEASIBLE = 100

let nextStart = 0

/** Finds the best node for a pod, as kube-scheduler's schedulePod does; equally good ones are drawn lots for. */
export function schedulePod(context: ControllerContext, pod: Pod): Outcome {
  const attempt: Attempt = { pod, context, nodes: nodeInfos(context) }
  for (const plugin of defaultProfile) {
    const preFilter = plugin.preFilter?.(attempt)
    if (preFilter) return { diagnosis: { attempt, preFilter, nodes: new Map() } }
  }
  const verdicts = verdictsFor(attempt)
  const { feasible, places, rejected } = findFeasible(attempt, verdicts)
  if (feasible.length === 0) return { diagnosis: { attempt, nodes: rejected } }
  return { node: feasible.length === 1 ? feasible[0]!.name : selectHost(attempt, verdicts, feasible, places) }
}

/** The reasons against one node, all filters asked; undefined when it will do. */
export function filterNode(attempt: Attempt, node: NodeInfo): Rejection | undefined {
  for (const plugin of defaultProfile) {
    const rejection = plugin.filter?.(attempt)?.(node)
    if (rejection) return rejection
  }
  return undefined
}

interface Found {
  feasible: NodeInfo[]
  /** Where the feasible nodes are among all. */
  places: number[]
  rejected: Map<string, Rejection>
}

/** The plugins whose filters look at more than a node, and those that compare nodes with each other. */
const LOOKING_AROUND = defaultProfile.filter(plugin => plugin.looksAround && plugin.filter)
const COMPARING = defaultProfile.filter(plugin => plugin.score)

const OUTSIDE: Rejection = {
  plugin: 'NodeAffinity',
  reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"],
  unresolvable: true,
}

function findFeasible(attempt: Attempt, verdicts: NodeVerdicts): Found {
  const { nodes, pod } = attempt
  const around: Filter[] = []
  for (const plugin of LOOKING_AROUND) {
    const filter = plugin.filter!(attempt)
    if (filter) around.push(filter)
  }
  const named = namedNodes(pod)
  const rejected = new Map<string, Rejection>()
  const feasible: NodeInfo[] = []
  const places: number[] = []
  const enough = feasibleNodesToFind(nodes.length)
  const start = nodes.length > MIN_FEASIBLE ? nextStart % nodes.length : 0
  let looked = 0
  let place = start
  for (; looked < nodes.length && feasible.length < enough; looked++, place++) {
    if (place === nodes.length) place = 0
    const node = nodes[place]!
    let rejection = named && !named.has(node.name) ? OUTSIDE : verdicts.rejection(place, node)
    for (let i = 0; !rejection && i < around.length; i++) rejection = around[i]!(node)
    if (rejection) rejected.set(node.name, rejection)
    else {
      feasible.push(node)
      places.push(place)
    }
  }
  nextStart = start + looked
  return { feasible, places, rejected }
}

function feasibleNodesToFind(nodes: number): number {
  if (nodes < MIN_FEASIBLE) return nodes
  const percentage = Math.max(5, 50 - Math.floor(nodes / 125))
  return Math.max(MIN_FEASIBLE, Math.floor((nodes * percentage) / 100))
}

function selectHost(
  attempt: Attempt,
  verdicts: NodeVerdicts,
  feasible: readonly NodeInfo[],
  places: readonly number[],
): string {
  const totals = new Float64Array(feasible.length)
  for (let i = 0; i < totals.length; i++) totals[i] = verdicts.points(places[i]!, feasible[i]!)
  for (const plugin of COMPARING) {
    const scores = plugin.score!(attempt)?.(feasible, places)
    if (!scores) continue
    const weight = plugin.weight ?? 1
    for (let i = 0; i < totals.length; i++) totals[i]! += weight * scores[i]!
  }
  let best = 0
  let ties = 1
  for (let i = 1; i < totals.length; i++) {
    if (totals[i]! > totals[best]!) {
      best = i
      ties = 1
    } else if (totals[i] === totals[best] && attempt.context.random.int(++ties) === 0) best = i
  }
  return feasible[best]!.name
}
