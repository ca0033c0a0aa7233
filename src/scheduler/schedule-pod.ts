import type { Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { namedNodes } from './node-affinity.ts'
import { nodeInfos } from './node-infos.ts'
import { type NodeVerdicts, type Verdict, verdictsFor } from './node-verdicts.ts'
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
  const { feasible, places, rejected } = findFeasible(attempt, verdictsFor(attempt))
  if (feasible.length === 0) return { diagnosis: { attempt, nodes: rejected } }
  return { node: feasible.length === 1 ? feasible[0]!.node.name : selectHost(attempt, feasible, places) }
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
  feasible: readonly Verdict[]
  /** Where the feasible nodes are among all. */
  places: readonly number[]
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
  const enough = feasibleNodesToFind(nodes.length)
  // as long as they usually become: arrays that grow are copied several times
  const feasible = new Array<Verdict>(enough)
  const places = new Array<number>(enough)
  let found = 0
  const start = nodes.length > MIN_FEASIBLE ? nextStart % nodes.length : 0
  let looked = 0
  let place = start
  for (; looked < nodes.length && found < enough; looked++, place++) {
    if (place === nodes.length) place = 0
    const node = nodes[place]!
    const verdict = verdicts.on(node, place)
    let rejection = named && !named.has(node.name) ? OUTSIDE : verdict.rejection
    for (let i = 0; !rejection && i < around.length; i++) rejection = around[i]!(node)
    if (rejection) rejected.set(node.name, rejection)
    else {
      feasible[found] = verdict
      places[found++] = place
    }
  }
  feasible.length = found
  places.length = found
  nextStart = start + looked
  return { feasible, places, rejected }
}

function feasibleNodesToFind(nodes: number): number {
  if (nodes < MIN_FEASIBLE) return nodes
  const percentage = Math.max(5, 50 - Math.floor(nodes / 125))
  return Math.max(MIN_FEASIBLE, Math.floor((nodes * percentage) / 100))
}

function selectHost(attempt: Attempt, feasible: readonly Verdict[], places: readonly number[]): string {
  const totals = new Float64Array(feasible.length)
  for (let i = 0; i < totals.length; i++) totals[i] = feasible[i]!.points
  for (const plugin of COMPARING) {
    const scores = plugin.score!(attempt)?.(feasible, places)
    if (!scores) continue
    const weight = plugin.weight ?? 1
    for (let i = 0; i < totals.length; i++) totals[i]! += weight * scores[i]!
  }
  let most = Number.NEGATIVE_INFINITY
  let ties = 0
  for (let i = 0; i < totals.length; i++) {
    if (totals[i]! < most) continue
    if (totals[i]! > most) ties = 0
    most = totals[i]!
    ties++
  }
  let lot = ties === 1 ? 0 : attempt.context.random.int(ties)
  const host = totals.findIndex(total => total === most && lot-- === 0)
  return feasible[host]!.node.name
}
