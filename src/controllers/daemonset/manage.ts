import type { DaemonSet, Node, Pod } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { REVISION_HASH_LABEL } from '../history/controller-revisions.ts'
import { deletePods, isNamespaceTerminating } from '../workloads/pod-control.ts'
import { availableAt, isPodReady } from '../workloads/pod-state.ts'
import { nodeFit } from './node-fit.ts'
import { newPod, type PodsByNode } from './pods.ts'

const COMPONENT = 'daemonset-controller'

/** One sync of one DaemonSet. */
export interface Rollout {
  readonly set: DaemonSet
  /** What the pods of the present template carry as their hash. */
  readonly hash: string
  readonly nodes: readonly Node[]
  readonly pods: PodsByNode
  readonly context: ControllerContext
}

/** What is to be done: a pod made on each of these nodes, and these pods deleted. */
export interface Plan {
  create: string[]
  delete: Pod[]
}

/** Whether pod is available (minReadySeconds taken into account). */
export function isAvailable({ set, context }: Rollout, pod: Pod): boolean {
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  const at = availableAt(pod, minReadySeconds)
  return at !== undefined && (minReadySeconds === 0 || at <= context.clock.now().getTime())
}

/** Which nodes lack a pod, and which pods are where they should not be or are too many (manage). */
export function planNodes(rollout: Rollout): Plan {
  const plan: Plan = { create: [], delete: [] }
  for (const node of rollout.nodes) planNode(rollout, node, plan)
  const known = new Set(rollout.nodes.map(node => node.metadata.name))
  // pods that wait for a node which is gone will never be placed
  for (const [node, pods] of rollout.pods)
    if (!known.has(node)) plan.delete.push(...pods.filter(pod => !pod.spec?.nodeName && !isTerminating(pod)))
  return plan
}

function planNode(rollout: Rollout, node: Node, plan: Plan): void {
  const { set, pods: byNode } = rollout
  const { shouldRun, shouldContinue } = nodeFit(set, node)
  const pods = byNode.get(node.metadata.name!)
  if (shouldRun && !pods) plan.create.push(node.metadata.name!)
  else if (shouldContinue && pods) planSurplus(rollout, node, pods, plan)
  else if (pods) plan.delete.push(...pods.filter(pod => !isTerminating(pod)))
}

function planSurplus(rollout: Rollout, node: Node, pods: readonly Pod[], plan: Plan): void {
  const { set, hash } = rollout
  const running: Pod[] = []
  for (const pod of pods) {
    if (isTerminating(pod)) continue
    if (isOver(pod)) {
      reportOver(rollout, pod, node)
      plan.delete.push(pod)
    } else running.push(pod)
  }
  if (running.length <= 1) return
  if (!allowsSurge(set)) {
    plan.delete.push(...running.slice(1))
    return
  }
  const isNew = (pod: Pod) => pod.metadata.labels?.[REVISION_HASH_LABEL] === hash
  const newest = running.find(isNew)
  const oldest = running.find(pod => !isNew(pod))
  plan.delete.push(...running.filter(pod => pod !== newest && pod !== oldest))
  if (newest && oldest && (!isPodReady(oldest) || isAvailable(rollout, newest))) plan.delete.push(oldest)
}

function reportOver({ context, set }: Rollout, pod: Pod, node: Node): void {
  const { namespace, name } = pod.metadata
  const where = `daemon pod ${namespace}/${name} on node ${node.metadata.name}`
  const failed = pod.status?.phase === 'Failed'
  context.event({
    about: set,
    type: failed ? 'Warning' : 'Normal',
    reason: failed ? 'FailedDaemonPod' : 'SucceededDaemonPod',
    message: failed ? `Found failed ${where}, will try to kill it` : `Found succeeded ${where}, will try to delete it`,
    component: COMPONENT,
  })
}

/** Carries a plan out and records events about it. Returns whether there was anything to do. */
export function carryOut({ set, hash, context }: Rollout, plan: Plan): boolean {
  createPods(set, hash, plan.create, context)
  const reference = newControllerRef(set, 'apps/v1', 'DaemonSet')
  deletePods(plan.delete, { object: set, reference, component: COMPONENT }, context)
  return plan.create.length + plan.delete.length > 0
}

function createPods(set: DaemonSet, hash: string, nodes: readonly string[], context: ControllerContext): void {
  for (const node of nodes) {
    try {
      const { metadata } = context.create('pods', newPod(set, hash, node))
      const message = `Created pod: ${metadata.name}`
      context.event({ about: set, type: 'Normal', reason: 'SuccessfulCreate', message, component: COMPONENT })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (isNamespaceTerminating(error)) return
      const message = `Error creating: ${error.message}`
      context.event({ about: set, type: 'Warning', reason: 'FailedCreate', message, component: COMPONENT })
      return
    }
  }
}

/** Whether an update may have two pods on a node for a while. */
function allowsSurge({ spec }: DaemonSet): boolean {
  const { type, rollingUpdate } = spec?.updateStrategy ?? {}
  const { maxSurge = 0 } = rollingUpdate ?? {}
  return type === 'RollingUpdate' && maxSurge !== 0 && maxSurge !== '0%'
}

export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined

const isOver = (pod: Pod): boolean => pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded'
