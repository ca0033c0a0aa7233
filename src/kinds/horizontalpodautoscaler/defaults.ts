import type { HorizontalPodAutoscaler, HPAScalingPolicy, HPAScalingRules, MetricSpec } from '../../api/types.gen.ts'

const DEFAULT_METRICS: readonly MetricSpec[] = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
]
const UP_POLICIES: readonly HPAScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
]
const DOWN_POLICIES: readonly HPAScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }]

/** Fills what an autoscaler's author left out (SetDefaults_HorizontalPodAutoscaler of autoscaling/v2). */
export function setAutoscalerDefaults(autoscaler: HorizontalPodAutoscaler): void {
  const { spec } = autoscaler
  const metrics = spec?.metrics?.length ? spec.metrics : structuredClone(DEFAULT_METRICS as MetricSpec[])
  autoscaler.spec = { ...spec, maxReplicas: spec?.maxReplicas ?? 0, metrics, minReplicas: spec?.minReplicas ?? 1 }
  if (spec?.behavior)
    autoscaler.spec.behavior = {
      scaleDown: { ...rules(spec.behavior.scaleDown, DOWN_POLICIES) },
      scaleUp: { stabilizationWindowSeconds: 0, ...rules(spec.behavior.scaleUp, UP_POLICIES) },
    }
}

function rules(given: HPAScalingRules | undefined, policies: readonly HPAScalingPolicy[]): HPAScalingRules {
  return {
    ...given,
    policies: given?.policies ?? policies.map(policy => ({ ...policy })),
    selectPolicy: given?.selectPolicy ?? 'Max',
  }
}
