import {
  getCondition,
  hasProgressDeadline,
  newCondition,
  PAUSED,
  PROGRESSING,
  TIMED_OUT,
  withCondition,
} from './conditions.ts'
import { type Rollout, writeStatus } from './rollout.ts'

/**
 * Notes on the Deployment that it has been paused or resumed: no progress is expected of a paused one, and the time of a resumed one starts anew
 * (checkPausedConditions).
 */
export function checkPausedConditions(rollout: Rollout): void {
  const { deployment, context } = rollout
  if (!hasProgressDeadline(deployment)) return
  const conditions = deployment.status?.conditions
  const current = getCondition(conditions, PROGRESSING)
  if (current?.reason === TIMED_OUT) return
  const paused = deployment.spec?.paused === true
  if (paused === (current?.reason === PAUSED)) return
  const now = context.clock.now()
  const condition = paused
    ? newCondition(PROGRESSING, 'Unknown', PAUSED, 'Deployment is paused', now)
    : newCondition(PROGRESSING, 'Unknown', 'DeploymentResumed', 'Deployment is resumed', now)
  writeStatus(rollout, { ...deployment.status, conditions: withCondition(conditions, condition) })
}
