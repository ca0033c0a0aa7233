import type { DaemonSetUpdateStrategy, RollingUpdateDaemonSet } from '../../api/types.gen.ts'
import {
  intOrPercentValue,
  validateNotMoreThan100Percent,
  validatePositiveIntOrPercent,
} from '../../apimachinery/intstr.ts'
import { type ErrorList, type FieldPath, invalid, notSupported, required } from '../../apimachinery/validation/field.ts'

/** The update strategy with its defaults (SetDefaults_DaemonSet). */
export function completeStrategy(strategy: DaemonSetUpdateStrategy | undefined): DaemonSetUpdateStrategy {
  const type = strategy?.type || 'RollingUpdate'
  if (type !== 'RollingUpdate') return { ...strategy, type }
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {}
  return { ...strategy, type, rollingUpdate: { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 1 } }
}

/** What is wrong with a DaemonSet's update strategy (ValidateDaemonSetUpdateStrategy). */
export function validateUpdateStrategy({ type, rollingUpdate }: DaemonSetUpdateStrategy, at: FieldPath): ErrorList {
  if (type === 'OnDelete') return []
  if (type === 'RollingUpdate')
    return rollingUpdate
      ? validateRollingUpdate(rollingUpdate, at.child('rollingUpdate'))
      : [required(at.child('rollingUpdate'))]
  const limits = rollingUpdate && {
    MaxUnavailable: rollingUpdate.maxUnavailable ?? 0,
    MaxSurge: rollingUpdate.maxSurge ?? 0,
  }
  return [notSupported(at, { Type: type, RollingUpdate: limits ?? null }, ['RollingUpdate', 'OnDelete'])]
}

function validateRollingUpdate(rollingUpdate: RollingUpdateDaemonSet, at: FieldPath): ErrorList {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const unavailableAt = at.child('maxUnavailable')
  const surgeAt = at.child('maxSurge')
  const errors = [
    ...validatePositiveIntOrPercent(maxUnavailable, unavailableAt),
    ...validatePositiveIntOrPercent(maxSurge, surgeAt),
    ...validateNotMoreThan100Percent(maxUnavailable, unavailableAt),
    ...validateNotMoreThan100Percent(maxSurge, surgeAt),
  ]
  const [hasUnavailable, hasSurge] = [intOrPercentValue(maxUnavailable) !== 0, intOrPercentValue(maxSurge) !== 0]
  if (hasUnavailable && hasSurge)
    errors.push(invalid(surgeAt, maxSurge, 'may not be set when maxUnavailable is non-zero'))
  if (!hasUnavailable && !hasSurge) errors.push(required(unavailableAt, 'cannot be 0 when maxSurge is 0'))
  return errors
}
