import type { Node, Pod } from '../../api/types.gen.ts'
import type { ControllerContext } from '../../controllers/controller.ts'
import type { NodeUsage } from '../node-usage.ts'
import type { Amounts } from '../pod-requests.ts'

/** A node as the plugins see it: the object and what is taken of it. */
export interface NodeInfo {
  node: Node
  name: string
  allocatable: Amounts
  usage: NodeUsage
}

/** Why a node, or every node, is no place for a pod. */
export interface Rejection {
  plugin: string
  reasons: readonly string[]
  /** Removing other pods would not help (UnschedulableAndUnresolvable). */
  unresolvable: boolean
}

/** One attempt to place one pod. */
export interface Attempt {
  pod: Pod
  context: ControllerContext
  nodes: readonly NodeInfo[]
}

/** Says whether a node will do for the attempt's pod. */
export type Filter = (node: NodeInfo) => Rejection | undefined

/**
 * Gives each of the feasible nodes from 0 to 100 points, the better the more; undefined where the plugin has no opinion. `places` are the
 * places that they have among the attempt's nodes.
 */
export type Score = (
  feasible: readonly { readonly node: NodeInfo }[],
  places: readonly number[],
) => ArrayLike<number> | undefined

/** Gives a node its points, whatever the others are like. */
export type NodeScore = (node: NodeInfo) => number

/**
 * A scheduling plugin, named and ordered as in kube-scheduler's default profile. `filter`, `score` and `scoreNode` prepare for one attempt;
 * they give undefined when the plugin has nothing to say about the pod.
 */
export interface Plugin {
  name: string
  /** Refuses the pod before any node is looked at. */
  preFilter?(attempt: Attempt): Rejection | undefined
  filter?(attempt: Attempt): Filter | undefined
  /** The filter looks at more than what the pod demands of a node and the node: at other pods, or at volumes. */
  looksAround?: true
  score?(attempt: Attempt): Score | undefined
  scoreNode?(attempt: Attempt): NodeScore | undefined
  weight?: number
}

/** Brings raw scores to 0-100 by the highest of them; `reverse` makes the lowest the best (DefaultNormalizeScore). */
export function normalize(scores: readonly number[], reverse: boolean): number[] {
  const max = Math.max(0, ...scores)
  if (max === 0) return scores.map(() => (reverse ? 100 : 0))
  return scores.map(score => {
    const share = Math.floor((100 * score) / max)
    return reverse ? 100 - share : share
  })
}
