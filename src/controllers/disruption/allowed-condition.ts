import type { Condition, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'

const DISRUPTION_ALLOWED = 'DisruptionAllowed'

/** The status with the condition that says whether a pod may be evicted (UpdateDisruptionAllowedCondition). */
export function withAllowedCondition(status: PodDisruptionBudgetStatus, now: Date): PodDisruptionBudgetStatus {
  const isAllowed = (status.disruptionsAllowed ?? 0) > 0
  return withCondition(status, isAllowed ? 'True' : 'False', isAllowed ? 'SufficientPods' : 'InsufficientPods', '', now)
}

/** The status of a budget whose numbers could not be found out: nothing may be evicted (failSafe). */
export function failSafeStatus({ status }: PodDisruptionBudget, message: string, now: Date): PodDisruptionBudgetStatus {
  return withCondition({ ...status, disruptionsAllowed: 0 }, 'False', 'SyncFailed', message, now)
}

function withCondition(
  status: PodDisruptionBudgetStatus,
  value: 'True' | 'False',
  reason: string,
  message: string,
  now: Date,
): PodDisruptionBudgetStatus {
  const conditions = status.conditions ?? []
  const old = conditions.find(condition => condition.type === DISRUPTION_ALLOWED)
  const condition: Condition = {
    lastTransitionTime: old?.status === value ? old.lastTransitionTime : formatTime(now),
    message,
    ...(status.observedGeneration ? { observedGeneration: status.observedGeneration } : {}),
    reason,
    status: value,
    type: DISRUPTION_ALLOWED,
  }
  return { ...status, conditions: old ? conditions.map(c => (c === old ? condition : c)) : [...conditions, condition] }
}
