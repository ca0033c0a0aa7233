import type { KubeObject } from '../../api/object.ts'
import type {
  AutoscalingV1HorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
  HPAScalingRules,
} from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeMetric } from './hpa-metrics.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

/** Describes an autoscaler of autoscaling/v2, or of v1 if that is what the object is. */
export async function describeHorizontalPodAutoscaler(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as HorizontalPodAutoscaler
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
    const target = spec?.scaleTargetRef
    w.write(0, `Reference:\t${target?.kind ?? ''}/${target?.name ?? ''}\n`)
    if (object.apiVersion === 'autoscaling/v1') writeCPU(w, object as AutoscalingV1HorizontalPodAutoscaler)
    else writeMetrics(w, object as HorizontalPodAutoscaler)
    w.write(0, `Min replicas:\t${spec?.minReplicas ?? '<unset>'}\n`)
    w.write(0, `Max replicas:\t${spec?.maxReplicas ?? 0}\n`)
    if (spec?.behavior) {
      w.write(0, 'Behavior:\n')
      writeDirection(w, 'Scale Up', spec.behavior.scaleUp)
      writeDirection(w, 'Scale Down', spec.behavior.scaleDown)
    }
    w.write(0, `${target?.kind ?? ''} pods:\t`)
    w.write(0, `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired\n`)
    if (status?.conditions?.length) writeConditions(w, status.conditions)
    writeEvents(w, events, context.now)
  })
}

function writeMetrics(w: PrefixWriter, { spec, status }: HorizontalPodAutoscaler): void {
  w.write(0, 'Metrics:\t( current / target )\n')
  for (const [i, metric] of (spec?.metrics ?? []).entries()) writeMetric(w, metric, status?.currentMetrics?.[i])
}

function writeCPU(w: PrefixWriter, { spec, status }: AutoscalingV1HorizontalPodAutoscaler): void {
  if (spec?.targetCPUUtilizationPercentage === undefined) return
  w.write(0, `Target CPU utilization:\t${spec.targetCPUUtilizationPercentage}%\n`)
  w.write(0, `Current CPU utilization:\t${status?.currentCPUUtilizationPercentage ?? '<unknown>'}%\n`)
}

function writeDirection(w: PrefixWriter, title: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return
  w.write(1, `${title}:\n`)
  const seconds = rules.stabilizationWindowSeconds
  if (seconds !== undefined) w.write(2, `Stabilization Window: ${seconds} seconds\n`)
  if (!rules.policies?.length) return
  w.write(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}\n`)
  w.write(2, 'Policies:\n')
  for (const { type, value, periodSeconds } of rules.policies) {
    w.write(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`)
  }
}

function writeConditions(
  w: PrefixWriter,
  conditions: readonly { type: string; status: string; reason?: string; message?: string }[],
): void {
  w.write(0, 'Conditions:\n')
  w.write(1, 'Type\tStatus\tReason\tMessage\n')
  w.write(1, '----\t------\t------\t-------\n')
  for (const { type, status, reason, message } of conditions) {
    w.write(1, `${type}\t${status}\t${reason ?? ''}\t${message ?? ''}\n`)
  }
}
