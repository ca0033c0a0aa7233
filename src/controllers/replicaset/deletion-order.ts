import type { Pod } from '../../api/types.gen.ts'
import { isPodReady, readySince } from '../workloads/pod-state.ts'

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
const PHASES: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 }

/** A pod with all that its place in the order depends on. */
interface Ranked {
  pod: Pod
  assigned: boolean
  phase: number
  ready: boolean
  cost: number
  /** How many related pods share its node. */
  doubledUp: number
  readySince: number
  restarts: number
  sidecarRestarts: number
  created: number
}

/**
 * The `count` of these pods that are to go first (getPodsToDelete): the one that would be missed least is deleted first. `related` are the
 * active pods of all replica sets of the same owner, which tell how crowded a node is.
 */
export function podsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, now: Date): Pod[] {
  if (count >= pods.length) return [...pods]
  const perNode = new Map<string, number>()
  for (const pod of related) {
    const node = pod.spec?.nodeName ?? ''
    perNode.set(node, (perNode.get(node) ?? 0) + 1)
  }
  return pods
    .map(pod => ranked(pod, perNode))
    .sort((a, b) => compare(a, b, now.getTime()))
    .slice(0, count)
    .map(r => r.pod)
}

function ranked(pod: Pod, perNode: ReadonlyMap<string, number>): Ranked {
  const node = pod.spec?.nodeName ?? ''
  return {
    pod,
    assigned: node !== '',
    phase: PHASES[pod.status?.phase ?? ''] ?? 0,
    ready: isPodReady(pod),
    cost: deletionCost(pod),
    doubledUp: perNode.get(node) ?? 0,
    readySince: readySince(pod) ?? 0,
    restarts: mostRestarts(pod.status?.containerStatuses),
    sidecarRestarts: mostSidecarRestarts(pod),
    created: Date.parse(pod.metadata.creationTimestamp ?? '') || 0,
  }
}

function compare(a: Ranked, b: Ranked, now: number): number {
  return (
    Number(a.assigned) - Number(b.assigned) ||
    a.phase - b.phase ||
    Number(a.ready) - Number(b.ready) ||
    a.cost - b.cost ||
    b.doubledUp - a.doubledUp ||
    (a.ready ? byAge(a, b, a.readySince, b.readySince, now) : 0) ||
    b.restarts - a.restarts ||
    b.sidecarRestarts - a.sidecarRestarts ||
    byAge(a, b, a.created, b.created, now)
  )
}

/** Younger ones first; ages of the same order of magnitude (by powers of two) count as alike, and the uid decides. */
function byAge(a: Ranked, b: Ranked, timeA: number, timeB: number, now: number): number {
  if (timeA === timeB) return 0
  if (timeA === 0 || timeB === 0) return timeA === 0 ? -1 : 1
  return magnitude(now - timeA) - magnitude(now - timeB) || (a.pod.metadata.uid! < b.pod.metadata.uid! ? -1 : 1)
}

const NANOSECONDS = 1e6

function magnitude(ageMs: number): number {
  return ageMs > 0 ? Math.floor(Math.log2(ageMs * NANOSECONDS)) : -1
}

/** What the pod's annotation says it costs to lose it; 0 where it says nothing that can be read. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST]
  return text !== undefined && /^(0|[+-]?[1-9][0-9]*)$/.test(text) ? Number(text) : 0
}

function mostRestarts(statuses: readonly { restartCount: number }[] | undefined): number {
  return (statuses ?? []).reduce((most, status) => Math.max(most, status.restartCount), 0)
}

function mostSidecarRestarts(pod: Pod): number {
  const sidecars = (pod.spec?.initContainers ?? []).filter(c => c.restartPolicy === 'Always').map(c => c.name)
  if (sidecars.length === 0) return 0
  return mostRestarts(pod.status?.initContainerStatuses?.filter(status => sidecars.includes(status.name)))
}
