import type { HorizontalPodAutoscalerSpec, HPAScalingPolicy, HPAScalingRules } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, notSupported, required } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeQuantity } from '../../apimachinery/validation/resource-quantity.ts'
import { validateMetrics } from './metrics.ts'
import { type VersionRule, validateReference } from './reference.ts'

const MAX_PERIOD = 1800
const MAX_WINDOW = 3600
const SELECT_POLICIES = ['Disabled', 'Max', 'Min']

/** What is wrong with the spec of an autoscaler as a successor of `old` (validateHorizontalPodAutoscalerSpec). */
export function validateAutoscalerSpec(
  spec: HorizontalPodAutoscalerSpec,
  old: HorizontalPodAutoscalerSpec | undefined,
  at: FieldPath,
): ErrorList {
  const { minReplicas, maxReplicas, scaleTargetRef, metrics = [], behavior } = spec
  const lowest = old?.minReplicas === 0 ? 0 : 1
  const errors: ErrorList = []
  if (minReplicas !== undefined && minReplicas < lowest)
    errors.push(invalid(at.child('minReplicas'), minReplicas, `must be greater than or equal to ${lowest}`))
  if (maxReplicas < 1) errors.push(invalid(at.child('maxReplicas'), maxReplicas, 'must be greater than 0'))
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    errors.push(invalid(at.child('maxReplicas'), maxReplicas, 'must be greater than or equal to `minReplicas`'))
  return [
    ...errors,
    ...validateReference(scaleTargetRef ?? {}, at.child('scaleTargetRef'), versionRule(spec, old)),
    ...validateMetrics(metrics, at.child('metrics'), minReplicas),
    ...validateRules(behavior?.scaleUp, at.child('behavior', 'scaleUp')),
    ...validateRules(behavior?.scaleDown, at.child('behavior', 'scaleDown')),
  ]
}

/** A target that stays as it was is not looked at again; the core group has but one kind that can be scaled. */
function versionRule(spec: HorizontalPodAutoscalerSpec, old: HorizontalPodAutoscalerSpec | undefined): VersionRule {
  const [target, before] = [spec.scaleTargetRef, old?.scaleTargetRef]
  if (before && before.apiVersion === target?.apiVersion && before.kind === target?.kind) return 'unchecked'
  return target?.kind === 'ReplicationController' ? 'any' : 'group'
}

function validateRules(rules: HPAScalingRules | undefined, at: FieldPath): ErrorList {
  if (!rules) return []
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules
  const windowAt = at.child('stabilizationWindowSeconds')
  const errors: ErrorList = []
  if (window !== undefined && window < 0)
    errors.push(invalid(windowAt, window, 'must be greater than or equal to zero'))
  if (window !== undefined && window > MAX_WINDOW)
    errors.push(invalid(windowAt, window, `must be less than or equal to ${MAX_WINDOW}`))
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy))
    errors.push(notSupported(at.child('selectPolicy'), selectPolicy, SELECT_POLICIES))
  const policiesAt = at.child('policies')
  if (policies.length === 0) errors.push(required(policiesAt, 'must specify at least one Policy'))
  errors.push(...policies.flatMap((policy, i) => validatePolicy(policy, policiesAt.index(i))))
  if (tolerance !== undefined) errors.push(...validateNonnegativeQuantity(tolerance, at.child('tolerance')))
  return errors
}

function validatePolicy(
  { type = '', value = 0, periodSeconds = 0 }: Partial<HPAScalingPolicy>,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = []
  if (type !== 'Pods' && type !== 'Percent') errors.push(notSupported(at.child('type'), type, ['Pods', 'Percent']))
  if (value <= 0) errors.push(invalid(at.child('value'), value, 'must be greater than zero'))
  if (periodSeconds <= 0) errors.push(invalid(at.child('periodSeconds'), periodSeconds, 'must be greater than zero'))
  if (periodSeconds > MAX_PERIOD)
    errors.push(invalid(at.child('periodSeconds'), periodSeconds, `must be less than or equal to ${MAX_PERIOD}`))
  return errors
}
