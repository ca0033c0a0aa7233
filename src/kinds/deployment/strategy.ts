import type { DeploymentStrategy, RollingUpdateDeployment } from '../../api/types.gen.ts'
import {
  intOrPercentValue,
  validateNotMoreThan100Percent,
  validatePositiveIntOrPercent,
} from '../../apimachinery/intstr.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'

const DEFAULT_LIMIT = '25%'

/** The strategy with its defaults. */
export function completeStrategy(strategy: DeploymentStrategy | undefined): DeploymentStrategy {
  const type = strategy?.type || 'RollingUpdate'
  if (type !== 'RollingUpdate') return { ...strategy, type }
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {}
  return {
    ...strategy,
    type,
    rollingUpdate: { maxSurge: maxSurge ?? DEFAULT_LIMIT, maxUnavailable: maxUnavailable ?? DEFAULT_LIMIT },
  }
}

/** What is wrong with a Deployment's strategy (ValidateDeploymentStrategy). */
export function validateStrategy(strategy: DeploymentStrategy, at: FieldPath): ErrorList {
  const { type, rollingUpdate } = strategy
  switch (type) {
    case 'Recreate':
      return rollingUpdate
        ? [forbidden(at.child('rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'")]
        : []
    case 'RollingUpdate':
      return rollingUpdate
        ? validateRollingUpdate(rollingUpdate, at.child('rollingUpdate'))
        : [required(at.child('rollingUpdate'), 'this should be defaulted and never be nil')]
    default:
      return [notSupported(at, internalStrategy(strategy), ['Recreate', 'RollingUpdate'])]
  }
}

/** A strategy as Go's internal type prints itself, which is what the error quotes. */
function internalStrategy({ type, rollingUpdate }: DeploymentStrategy): object {
  const limits = rollingUpdate && {
    MaxUnavailable: rollingUpdate.maxUnavailable ?? 0,
    MaxSurge: rollingUpdate.maxSurge ?? 0,
  }
  return { Type: type, RollingUpdate: limits ?? null }
}

function validateRollingUpdate(rollingUpdate: RollingUpdateDeployment, at: FieldPath): ErrorList {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const unavailableAt = at.child('maxUnavailable')
  const errors = [
    ...validatePositiveIntOrPercent(maxUnavailable, unavailableAt),
    ...validatePositiveIntOrPercent(maxSurge, at.child('maxSurge')),
  ]
  if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0)
    errors.push(invalid(unavailableAt, maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  return [...errors, ...validateNotMoreThan100Percent(maxUnavailable, unavailableAt)]
}
