import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { matches, selectorFromSet } from '../../apimachinery/labels/selector.ts'
import type { StatusError } from '../../apimachinery/status.ts'
import { availableAt } from '../workloads/pod-state.ts'

/** The condition of a ReplicaSet whose pods cannot be created or deleted. */
export const REPLICA_FAILURE = 'ReplicaFailure'

/** What a sync has found out about a ReplicaSet's pods. */
export interface Observation {
  active: readonly Pod[]
  terminating: number
  /** Why pods could not be created or deleted. */
  failure: StatusError | undefined
}

/** A ReplicaSet's status as it should be, and when (ms since 1970) the next of its pods becomes available. */
export interface CalculatedStatus {
  status: ReplicaSetStatus
  nextAvailable: number | undefined
}

/** Computes the status (calculateStatus). Zero counters but `replicas` and `terminatingReplicas` are left out, as in Go's JSON. */
export function calculateStatus(replicaSet: ReplicaSet, observation: Observation, now: Date): CalculatedStatus {
  const { active, terminating, failure } = observation
  const template = selectorFromSet(replicaSet.spec?.template?.metadata?.labels)
  const minReadySeconds = replicaSet.spec?.minReadySeconds ?? 0
  let fullyLabeled = 0
  let ready = 0
  let available = 0
  let nextAvailable: number | undefined
  for (const pod of active) {
    if (matches(template, pod.metadata.labels)) fullyLabeled++
    const at = availableAt(pod, minReadySeconds)
    if (at === undefined) continue
    ready++
    if (minReadySeconds === 0 || at <= now.getTime()) available++
    else if (nextAvailable === undefined || at < nextAvailable) nextAvailable = at
  }
  const conditions = conditionsAfter(replicaSet, active.length, failure, now)
  const status: ReplicaSetStatus = {
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(fullyLabeled > 0 ? { fullyLabeledReplicas: fullyLabeled } : {}),
    observedGeneration: replicaSet.metadata.generation ?? 0,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    replicas: active.length,
    terminatingReplicas: terminating,
  }
  return { status, nextAvailable }
}

/** The condition that says that pods cannot be created or deleted, if the ReplicaSet has it. */
export function failureCondition(replicaSet: ReplicaSet): ReplicaSetCondition | undefined {
  return replicaSet.status?.conditions?.find(condition => condition.type === REPLICA_FAILURE)
}

function conditionsAfter(
  replicaSet: ReplicaSet,
  activeCount: number,
  failure: StatusError | undefined,
  now: Date,
): ReplicaSetCondition[] {
  const conditions = replicaSet.status?.conditions ?? []
  if (!failure) return conditions.filter(condition => condition.type !== REPLICA_FAILURE)
  if (failureCondition(replicaSet)) return conditions
  const diff = activeCount - (replicaSet.spec?.replicas ?? 0)
  return [
    ...conditions,
    {
      type: REPLICA_FAILURE,
      status: 'True',
      lastTransitionTime: formatTime(now),
      reason: diff < 0 ? 'FailedCreate' : 'FailedDelete',
      message: failure.message,
    },
  ]
}
