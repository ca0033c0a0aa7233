import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { objectKey } from '../controller.ts'
import {
  conditionOfReplicaSet,
  getCondition,
  hasProgressDeadline,
  NEW_RS_AVAILABLE,
  newCondition,
  PROGRESSING,
  REPLICA_FAILURE,
  replaceCondition,
  TIMED_OUT,
  withCondition,
  withoutCondition,
} from './conditions.ts'
import { allOf, type ReplicaSets, type Rollout, writeStatus } from './rollout.ts'
import { calculateStatus, isComplete, isProgressing } from './status.ts'

/** Writes the status of a Deployment whose rollout stands still: it is paused, being scaled or being deleted. */
export function syncDeploymentStatus(rollout: Rollout, replicaSets: ReplicaSets): void {
  const status = calculateStatus(rollout.deployment, replicaSets, rollout.context.clock.now())
  if (!equal(status, rollout.deployment.status)) writeStatus(rollout, status)
}

/** Writes the status of a Deployment whose rollout goes on, with what there is to say of its progress (syncRolloutStatus). */
export function syncRolloutStatus(rollout: Rollout, replicaSets: ReplicaSets): void {
  const { deployment, context } = rollout
  const now = context.clock.now()
  const calculated = calculateStatus(deployment, replicaSets, now)
  const conditions = failureConditions(progressConditions(deployment, calculated, replicaSets, now), replicaSets)
  const status = { ...calculated, conditions }
  if (equal(status, deployment.status)) requeueStuck(rollout, status)
  else writeStatus(rollout, status)
}

function progressConditions(
  deployment: Deployment,
  status: DeploymentStatus,
  { newRS }: ReplicaSets,
  now: Date,
): DeploymentCondition[] {
  const conditions = status.conditions ?? []
  if (!hasProgressDeadline(deployment)) return withoutCondition(conditions, PROGRESSING)
  const current = getCondition(conditions, PROGRESSING)
  const hasNoOldPods = (status.replicas ?? 0) === (status.updatedReplicas ?? 0)
  if (hasNoOldPods && current?.reason === NEW_RS_AVAILABLE) return conditions
  const what = newRS ? `ReplicaSet "${newRS.metadata.name}"` : `Deployment "${deployment.metadata.name}"`
  if (isComplete(deployment, status)) {
    const message = `${what} has successfully progressed.`
    return withCondition(conditions, newCondition(PROGRESSING, 'True', NEW_RS_AVAILABLE, message, now))
  }
  if (isProgressing(deployment.status ?? {}, status))
    return replaceCondition(
      conditions,
      newCondition(PROGRESSING, 'True', 'ReplicaSetUpdated', `${what} is progressing.`, now),
    )
  if (isTimedOut(deployment, current, now)) {
    const message = `${what} has timed out progressing.`
    return withCondition(conditions, newCondition(PROGRESSING, 'False', TIMED_OUT, message, now))
  }
  return conditions
}

/** When (ms since 1970) a rollout that has last come further at the condition's time is too late. */
function deadlineOf(deployment: Deployment, condition: DeploymentCondition): number {
  return Date.parse(condition.lastUpdateTime ?? '') + (deployment.spec?.progressDeadlineSeconds ?? 0) * 1000
}

function isTimedOut(deployment: Deployment, condition: DeploymentCondition | undefined, now: Date): boolean {
  if (!condition || condition.reason === NEW_RS_AVAILABLE) return false
  return condition.reason === TIMED_OUT || deadlineOf(deployment, condition) < now.getTime()
}

/** Shows why a replica set, the new one before others, cannot make its pods. */
function failureConditions(conditions: DeploymentCondition[], replicaSets: ReplicaSets): DeploymentCondition[] {
  const candidates = replicaSets.newRS ? [replicaSets.newRS, ...allOf(replicaSets)] : allOf(replicaSets)
  for (const { status } of candidates) {
    const failure = status?.conditions?.find(condition => condition.type === REPLICA_FAILURE)
    if (failure) return withCondition(conditions, conditionOfReplicaSet(failure))
  }
  return withoutCondition(conditions, REPLICA_FAILURE)
}

/** A rollout that does not come further is looked at again when its deadline has passed. */
function requeueStuck({ deployment, context }: Rollout, status: DeploymentStatus): void {
  const condition = getCondition(status.conditions, PROGRESSING)
  if (!hasProgressDeadline(deployment) || !condition || condition.reason === TIMED_OUT) return
  if (isComplete(deployment, status)) return
  context.requeueAt(objectKey(deployment), new Date(deadlineOf(deployment, condition) + 1000))
}
