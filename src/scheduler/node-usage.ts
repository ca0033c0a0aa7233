import type { ControllerContext } from '../controllers/controller.ts'
import { dictionary, writable } from '../kubelet/internal-state.ts'
import type { LedgerPod } from '../kubelet/node-ledger.ts'
import type { Amounts } from './pod-requests.ts'

/** What the pods of one node take together. */
export interface NodeUsage {
  pods: number
  requested: Amounts
  nonZero: { cpu: number; memory: number }
  ports: string[]
  /** How many of the pods each controller has, by its uid. */
  owners: Record<string, number>
}

/** The sums that the scheduler decides by: kept up to date pod by pod, so that no pod has to be read to place another. */
export interface ClusterUsage {
  nodes: Record<string, NodeUsage>
  /** The pods ("namespace/name") with required anti-affinity, and the node of each. */
  antiAffinity: Record<string, string>
}

const KEY = '/kubette/scheduler/usage'
const UNUSED: NodeUsage = { pods: 0, requested: {}, nonZero: { cpu: 0, memory: 0 }, ports: [], owners: {} }
const EMPTY: ClusterUsage = { nodes: {}, antiAffinity: {} }

/** The sums as they are now, to look at only. */
export function clusterUsage(context: ControllerContext): ClusterUsage {
  return context.getInternal<ClusterUsage>(KEY) ?? EMPTY
}

/** What is taken of one node. */
export function usageOf(usage: ClusterUsage, node: string): NodeUsage {
  return Object.hasOwn(usage.nodes, node) ? usage.nodes[node]! : UNUSED
}

/** For the sums as they are now, the nodes that they have been changed for since they were first changed, one for each change. */
const changes = new WeakMap<ClusterUsage, string[]>()
const NO_CHANGES: readonly string[] = []

/** The nodes for which the sums have been changed in place, in that order; it only grows. */
export const usageChanges = (usage: ClusterUsage): readonly string[] => changes.get(usage) ?? NO_CHANGES

/** Counts a pod in. */
export function addUsage(context: ControllerContext, node: string, key: string, pod: LedgerPod): void {
  write(context, node, usage => {
    usage.nodes[node] = plus(usageOf(usage, node), pod, 1)
    if (pod.antiAffinity) usage.antiAffinity[key] = node
  })
}

/** Counts a pod out; forgets the node when it was the last one. */
export function removeUsage(context: ControllerContext, node: string, key: string, pod: LedgerPod): void {
  write(context, node, usage => {
    const left = plus(usageOf(usage, node), pod, -1)
    if (left.pods > 0) usage.nodes[node] = left
    else delete usage.nodes[node]
    if (pod.antiAffinity) delete usage.antiAffinity[key]
  })
}

/** The usage with one pod more (1) or less (-1). */
export function plus(usage: NodeUsage, pod: LedgerPod, sign: 1 | -1): NodeUsage {
  const requested = { ...usage.requested }
  for (const name of Object.keys(pod.requests)) requested[name] = (requested[name] ?? 0) + sign * pod.requests[name]!
  return {
    pods: usage.pods + sign,
    requested,
    nonZero: {
      cpu: usage.nonZero.cpu + sign * pod.nonZero.cpu,
      memory: usage.nonZero.memory + sign * pod.nonZero.memory,
    },
    ports: pod.ports ? changedPorts(usage.ports, pod.ports, sign) : usage.ports,
    owners: pod.owner ? changedOwners(usage.owners, pod.owner, sign) : usage.owners,
  }
}

function changedOwners(owners: Record<string, number>, owner: string, sign: 1 | -1): Record<string, number> {
  const before = Object.hasOwn(owners, owner) ? owners[owner]! : 0
  const changed = { ...owners, [owner]: before + sign }
  if (changed[owner] === 0) delete changed[owner]
  return changed
}

function changedPorts(ports: string[], own: string[], sign: 1 | -1): string[] {
  if (sign === 1) return [...ports, ...own]
  const left = [...ports]
  for (const port of own) {
    const at = left.indexOf(port)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}

function write(context: ControllerContext, node: string, change: (usage: ClusterUsage) => void): void {
  const usage = writable<ClusterUsage>(context, KEY, stored => ({
    nodes: dictionary(stored?.nodes),
    antiAffinity: dictionary(stored?.antiAffinity),
  }))
  change(usage)
  const changed = changes.get(usage)
  if (changed) changed.push(node)
  else changes.set(usage, [node])
  context.putInternal(KEY, usage)
}
