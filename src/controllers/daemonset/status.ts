import type { DaemonSetStatus } from '../../api/types.gen.ts'
import { availableAt, isPodReady } from '../workloads/pod-state.ts'
import { isAvailable, type Rollout } from './manage.ts'
import { nodeFit } from './node-fit.ts'
import { isUpdated } from './pods.ts'

/** The status of a DaemonSet (updateDaemonSetStatus). Zero counters that Go's JSON leaves out are left out. */
export function statusOf(rollout: Rollout, collisionCount: number | undefined): DaemonSetStatus {
  const { set, hash, nodes, pods: byNode } = rollout
  let [desired, current, misscheduled, ready, updated, available] = [0, 0, 0, 0, 0, 0]
  for (const node of nodes) {
    const pod = byNode.get(node.metadata.name!)?.[0]
    if (!nodeFit(set, node).shouldRun) {
      if (pod) misscheduled++
      continue
    }
    desired++
    if (!pod) continue
    current++
    if (isPodReady(pod)) ready++
    if (isAvailable(rollout, pod)) available++
    if (isUpdated(set, pod, hash)) updated++
  }
  const unavailable = desired - available
  const conditions = set.status?.conditions
  return {
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions?.length ? { conditions } : {}),
    currentNumberScheduled: current,
    desiredNumberScheduled: desired,
    ...(available > 0 ? { numberAvailable: available } : {}),
    numberMisscheduled: misscheduled,
    numberReady: ready,
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    observedGeneration: set.metadata.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
  }
}

/** When the next ready pod becomes available (ms since 1970), if one is yet to. */
export function nextAvailable(rollout: Rollout): number | undefined {
  const minReadySeconds = rollout.set.spec?.minReadySeconds ?? 0
  if (minReadySeconds === 0) return undefined
  const waiting = [...rollout.pods.values()].flat().filter(pod => isPodReady(pod) && !isAvailable(rollout, pod))
  return waiting.length > 0 ? Math.min(...waiting.map(pod => availableAt(pod, minReadySeconds)!)) : undefined
}
