import type { PodFailurePolicy, PodTemplateSpec, SuccessPolicy } from '../../api/types.gen.ts'
import { inKeyOrder } from '../../apimachinery/key-order.ts'
import { goPodSpec } from '../pod/go-value.ts'

/** A pod template as Go's internal type prints itself, which is what errors quote. */
export function goPodTemplate(template: PodTemplateSpec): object {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  return {
    ...(labels && { labels: inKeyOrder(labels) }),
    ...(annotations && { annotations: inKeyOrder(annotations) }),
    ...(finalizers && { finalizers }),
    Spec: goPodSpec(template.spec ?? { containers: [] }),
  }
}

/** As goPodTemplate, for spec.podFailurePolicy. */
export function goPodFailurePolicy(policy: PodFailurePolicy | undefined): object | null {
  if (!policy) return null
  return {
    Rules: policy.rules.map(({ action, onExitCodes, onPodConditions }) => ({
      Action: action,
      OnExitCodes: onExitCodes
        ? {
            ContainerName: onExitCodes.containerName ?? null,
            Operator: onExitCodes.operator,
            Values: onExitCodes.values ?? null,
          }
        : null,
      OnPodConditions: onPodConditions?.map(p => ({ Type: p.type, Status: p.status })) ?? null,
    })),
  }
}

/** As goPodTemplate, for spec.successPolicy. */
export function goSuccessPolicy(policy: SuccessPolicy | undefined): object | null {
  if (!policy) return null
  return {
    Rules: (policy.rules ?? []).map(rule => ({
      SucceededIndexes: rule.succeededIndexes ?? null,
      SucceededCount: rule.succeededCount ?? null,
    })),
  }
}
