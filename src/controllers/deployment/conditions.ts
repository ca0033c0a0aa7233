import type { Deployment, DeploymentCondition, ReplicaSetCondition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'

/** The largest int32 stands for no limit, of the history and of the time for progress (HasProgressDeadline, HasRevisionHistoryLimit). */
export const UNLIMITED = 2147483647

export const PROGRESSING = 'Progressing'
export const AVAILABLE = 'Available'
export const REPLICA_FAILURE = 'ReplicaFailure'

export const NEW_RS_AVAILABLE = 'NewReplicaSetAvailable'
export const TIMED_OUT = 'ProgressDeadlineExceeded'
export const PAUSED = 'DeploymentPaused'

type Conditions = readonly DeploymentCondition[] | undefined

/** A new condition, of this moment. */
export function newCondition(
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: Date,
): DeploymentCondition {
  const time = formatTime(now)
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message }
}

/** The condition of that type, if there is one. */
export function getCondition(conditions: Conditions, type: string): DeploymentCondition | undefined {
  return conditions?.find(condition => condition.type === type)
}

/**
 * The conditions with this one in place of the one of its type, at the end. Where status and reason are what they were nothing changes, and the
 * time of the last transition is kept where the status is.
 */
export function withCondition(conditions: Conditions, condition: DeploymentCondition): DeploymentCondition[] {
  const current = getCondition(conditions, condition.type)
  if (current?.status === condition.status && current.reason === condition.reason) return [...conditions!]
  return replaceCondition(conditions, condition)
}

/** As withCondition, also where only the message and the time of the update are new. */
export function replaceCondition(conditions: Conditions, condition: DeploymentCondition): DeploymentCondition[] {
  const current = getCondition(conditions, condition.type)
  const { lastTransitionTime } = current?.status === condition.status ? current : condition
  return [...withoutCondition(conditions, condition.type), { ...condition, lastTransitionTime }]
}

/** The conditions without the one of that type. */
export function withoutCondition(conditions: Conditions, type: string): DeploymentCondition[] {
  return (conditions ?? []).filter(condition => condition.type !== type)
}

/** A ReplicaSet's condition as its Deployment shows it. */
export function conditionOfReplicaSet(condition: ReplicaSetCondition): DeploymentCondition {
  return { ...condition, lastUpdateTime: condition.lastTransitionTime }
}

/** Whether the Deployment is to say when it makes no progress. */
export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec?.progressDeadlineSeconds
  return seconds !== undefined && seconds !== UNLIMITED
}
