import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

const UNKNOWN = '<unknown>'
/** So many metrics are shown one by one. */
const SHOWN = 2

/** The cells of an autoscaler's row. */
export function autoscalerRow({ metadata, spec, status }: HorizontalPodAutoscaler, now: Date): Cell[] {
  return [
    metadata.name ?? '',
    `${spec.scaleTargetRef?.kind ?? ''}/${spec.scaleTargetRef?.name ?? ''}`,
    targetsCell(spec.metrics ?? [], status?.currentMetrics ?? []),
    String(spec.minReplicas ?? '<unset>'),
    String(spec.maxReplicas),
    String(status?.currentReplicas ?? 0),
    translateTimestampSince(metadata.creationTimestamp, now),
  ]
}

/** What the metrics are and what they should be (formatHPAMetrics). */
function targetsCell(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>'
  const texts = specs.map((spec, i) => metricText(spec, statuses[i]))
  const shown = texts.slice(0, SHOWN).join(', ')
  return texts.length > SHOWN ? `${shown} + ${texts.length - SHOWN} more...` : shown
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External':
      return valueText(spec.external?.target, status?.external?.current)
    case 'Object':
      return valueText(spec.object?.target, status?.object?.current)
    case 'Pods':
      return `${status?.pods?.current.averageValue ?? UNKNOWN}/${spec.pods?.target.averageValue}`
    case 'Resource':
      return `${spec.resource?.name}: ${resourceText(spec.resource?.target, status?.resource?.current)}`
    case 'ContainerResource': {
      const { name, target } = spec.containerResource ?? {}
      return `${name}: ${resourceText(target, status?.containerResource?.current)}`
    }
    default:
      return '<unknown type>'
  }
}

function valueText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  return target?.averageValue === undefined
    ? `${current?.value ?? UNKNOWN}/${target?.value}`
    : `${current?.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`
}

function resourceText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`
  const now = current?.averageUtilization === undefined ? UNKNOWN : `${current.averageUtilization}%`
  return `${now}/${target?.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`}`
}
