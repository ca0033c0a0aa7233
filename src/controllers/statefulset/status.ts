import type { Pod, StatefulSet, StatefulSetStatus } from '../../api/types.gen.ts'
import { availableAt } from '../workloads/pod-state.ts'
import { revisionOf } from './identity.ts'
import { isAvailable, isCreated, isRunningAndReady, isTerminating } from './pod-state.ts'
import type { Revisions } from './revisions.ts'

/**
 * The status of a set with these pods (updateStatus, completeRollingUpdate). Zero counters but `replicas`, `availableReplicas` and
 * `collisionCount` are left out, as in Go's JSON.
 */
export function statusOf(set: StatefulSet, revisions: Revisions, pods: readonly Pod[], now: Date): StatefulSetStatus {
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  const [currentName, updateName] = [revisions.current.metadata.name!, revisions.update.metadata.name!]
  const created = pods.filter(isCreated)
  const staying = created.filter(pod => !isTerminating(pod))
  const replicas = created.length
  const readyReplicas = pods.filter(isRunningAndReady).length
  const updatedReplicas = staying.filter(pod => revisionOf(pod) === updateName).length
  const wanted = set.spec?.replicas ?? 0
  const isComplete =
    set.spec?.updateStrategy?.type === 'RollingUpdate' &&
    updatedReplicas === wanted &&
    readyReplicas === wanted &&
    replicas === wanted
  const currentRevision = isComplete ? updateName : currentName
  const currentReplicas = staying.filter(pod => revisionOf(pod) === currentRevision).length
  const conditions = set.status?.conditions
  return {
    availableReplicas: pods.filter(pod => isAvailable(pod, minReadySeconds, now)).length,
    collisionCount: revisions.collisionCount,
    ...(conditions?.length ? { conditions } : {}),
    ...(currentReplicas > 0 ? { currentReplicas } : {}),
    currentRevision,
    observedGeneration: set.metadata.generation ?? 0,
    ...(readyReplicas > 0 ? { readyReplicas } : {}),
    replicas,
    updateRevision: updateName,
    ...(updatedReplicas > 0 ? { updatedReplicas } : {}),
  }
}

/** When the next pod becomes available (ms since 1970), if time is all that it takes. */
export function nextAvailable(set: StatefulSet, pods: readonly Pod[], now: Date): number | undefined {
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  const times = pods
    .filter(pod => isRunningAndReady(pod) && !isAvailable(pod, minReadySeconds, now))
    .map(pod => availableAt(pod, minReadySeconds)!)
  return times.length > 0 ? Math.min(...times) : undefined
}
