import type { Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { namedNodes } from './node-affinity.ts'
import { nodeInfos } from './node-infos.ts'
import type { Attempt, NodeInfo, Plugin, Rejection } from './plugins/plugin.ts'
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
export function schedulePod(context: ControllerContext, pod: Pod, nodes = nodeInfos(context)): Outcome {
  const attempt: Attempt = { pod, context, nodes }
  for (const plugin of defaultProfile) {
    const preFilter = plugin.preFilter?.(attempt)
    if (preFilter) return { diagnosis: { attempt, preFilter, nodes: new Map() } }
  }
  const { feasible, rejected } = findFeasible(attempt)
  if (feasible.length === 0) return { diagnosis: { attempt, nodes: rejected } }
  return { node: feasible.length === 1 ? feasible[0]!.name : selectHost(attempt, feasible) }
}

/** The reasons against one node, all filters asked; undefined when it will do. */
export function filterNode(attempt: Attempt, node: NodeInfo): Rejection | undefined {
  for (const plugin of defaultProfile) {
    const rejection = plugin.filter?.(attempt)?.(node)
    if (rejection) return rejection
  }
  return undefined
}

function findFeasible(attempt: Attempt): { feasible: NodeInfo[]; rejected: Map<string, Rejection> } {
  const { nodes, pod } = attempt
  const filters = defaultProfile.map(plugin => plugin.filter?.(attempt)).filter(f => f !== undefined)
  const named = namedNodes(pod)
  const outside: Rejection = {
    plugin: 'NodeAffinity',
    reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"],
    unresolvable: true,
  }
  const rejected = new Map<string, Rejection>()
  const feasible: NodeInfo[] = []
  const enough = feasibleNodesToFind(nodes.length)
  const start = nodes.length > MIN_FEASIBLE ? nextStart % nodes.length : 0
  let looked = 0
  for (; looked < nodes.length && feasible.length < enough; looked++) {
    const node = nodes[(start + looked) % nodes.length]!
    let rejection: Rejection | undefined = named && !named.has(node.name) ? outside : undefined
    for (let i = 0; !rejection && i < filters.length; i++) rejection = filters[i]!(node)
    if (rejection) rejected.set(node.name, rejection)
    else feasible.push(node)
  }
  nextStart = start + looked
  return { feasible, rejected }
}

function feasibleNodesToFind(nodes: number): number {
  if (nodes < MIN_FEASIBLE) return nodes
  const percentage = Math.max(5, 50 - Math.floor(nodes / 125))
  return Math.max(MIN_FEASIBLE, Math.floor((nodes * percentage) / 100))
}

function selectHost(attempt: Attempt, feasible: readonly NodeInfo[]): string {
  const totals = feasible.map(() => 0)
  for (const plugin of defaultProfile) addScores(plugin, attempt, feasible, totals)
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

function addScores(plugin: Plugin, attempt: Attempt, feasible: readonly NodeInfo[], totals: number[]): void {
  const scores = plugin.score?.(attempt)?.(feasible)
  if (!scores) return
  const weight = plugin.weight ?? 1
  for (let i = 0; i < totals.length; i++) totals[i]! += weight * scores[i]!
}
