import type {
  AutoscalingV1HorizontalPodAutoscaler as AutoscalerV1,
  HorizontalPodAutoscaler,
  MetricSpec,
} from '../../api/types.gen.ts'
import { fromV1Metric, toV1Metric, toV1MetricStatus, type V1Metric } from './v1-metrics.ts'

const PREFIX = 'autoscaling.alpha.kubernetes.io/'
const METRICS = `${PREFIX}metrics`
const CURRENT_METRICS = `${PREFIX}current-metrics`
const CONDITIONS = `${PREFIX}conditions`
const BEHAVIOR = `${PREFIX}behavior`
/** The annotations in which autoscaling/v1 keeps what it has no fields for. */
const OWN = [METRICS, CURRENT_METRICS, CONDITIONS, BEHAVIOR]

/** Whether a metric is the one that autoscaling/v1 has a field for. */
function isCPUUtilization({ type, resource }: MetricSpec): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined
}

/** An autoscaler of autoscaling/v2 as autoscaling/v1 shows it; one of v1 as it is. */
export function toV1(object: HorizontalPodAutoscaler | AutoscalerV1): AutoscalerV1 {
  if (object.apiVersion === 'autoscaling/v1') return object as AutoscalerV1
  const { metadata, spec, status } = object as HorizontalPodAutoscaler
  const cpu = spec.metrics?.find(isCPUUtilization)
  const others = (spec.metrics ?? []).filter(metric => !isCPUUtilization(metric))
  const { annotations: _, ...rest } = metadata
  const annotations: Record<string, string> = { ...withoutOwn(metadata.annotations) }
  if (others.length) annotations[METRICS] = JSON.stringify(others.map(toV1Metric))
  if (status?.currentMetrics?.length)
    annotations[CURRENT_METRICS] = JSON.stringify(status.currentMetrics.map(toV1MetricStatus))
  if (spec.behavior)
    annotations[BEHAVIOR] = JSON.stringify({
      ScaleUp: internal(spec.behavior.scaleUp),
      ScaleDown: internal(spec.behavior.scaleDown),
    })
  if (status?.conditions?.length)
    annotations[CONDITIONS] = JSON.stringify(
      status.conditions.map(c => ({
        type: c.type,
        status: c.status,
        lastTransitionTime: c.lastTransitionTime,
        reason: c.reason,
        message: c.message,
      })),
    )
  const utilization = cpu?.resource?.target.averageUtilization
  const { currentReplicas = 0, desiredReplicas = 0, lastScaleTime, observedGeneration } = status ?? {}
  const current = status?.currentMetrics?.find(m => m.resource?.name === 'cpu')?.resource?.current.averageUtilization
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: Object.keys(annotations).length ? { ...rest, annotations } : rest,
    spec: {
      maxReplicas: spec.maxReplicas,
      ...(spec.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      scaleTargetRef: spec.scaleTargetRef,
      ...(utilization === undefined ? {} : { targetCPUUtilizationPercentage: utilization }),
    },
    status: {
      ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
      currentReplicas,
      desiredReplicas,
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
    },
  }
}

/** An autoscaler of autoscaling/v1 as autoscaling/v2 shows it; one of v2 as it is. What an annotation holds and cannot be read is dropped. */
export function toV2(object: HorizontalPodAutoscaler | AutoscalerV1): HorizontalPodAutoscaler {
  if (object.apiVersion !== 'autoscaling/v1') return object as HorizontalPodAutoscaler
  const { metadata, spec, status } = object as AutoscalerV1
  const { targetCPUUtilizationPercentage: utilization, ...target } = spec ?? { maxReplicas: 0, scaleTargetRef: {} }
  const metrics = (read<V1Metric[]>(metadata.annotations?.[METRICS]) ?? []).map(fromV1Metric)
  if (utilization !== undefined)
    metrics.push({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: utilization } },
    })
  const behavior = read<Internal>(metadata.annotations?.[BEHAVIOR])
  const conditions = read<NonNullable<HorizontalPodAutoscaler['status']>['conditions']>(
    metadata.annotations?.[CONDITIONS],
  )
  const { currentCPUUtilizationPercentage: _, ...counters } = status ?? { currentReplicas: 0, desiredReplicas: 0 }
  const { annotations, ...rest } = metadata
  const kept = withoutOwn(annotations)
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: Object.keys(kept).length ? { ...rest, annotations: kept } : rest,
    spec: {
      ...(behavior
        ? { behavior: { scaleUp: external(behavior.ScaleUp), scaleDown: external(behavior.ScaleDown) } }
        : {}),
      ...(target as HorizontalPodAutoscaler['spec']),
      ...(metrics.length ? { metrics } : {}),
    },
    status: { ...(conditions?.length ? { conditions } : {}), ...counters },
  }
}

/** Annotations with those that are part of the status as they were before: an update does not change it. */
export function withStatusAnnotations(
  annotations: Record<string, string> | undefined,
  before: Record<string, string> | undefined,
): Record<string, string> {
  const { [CURRENT_METRICS]: _, [CONDITIONS]: __, ...rest } = annotations ?? {}
  const kept = Object.entries(before ?? {}).filter(([key]) => key === CURRENT_METRICS || key === CONDITIONS)
  return { ...rest, ...Object.fromEntries(kept) }
}

function withoutOwn(annotations: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !OWN.includes(key)))
}

function read<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

type Rules = Record<string, unknown>
/** The behavior under the names of Go's internal type, which is what the annotation has. */
interface Internal {
  ScaleUp?: Rules
  ScaleDown?: Rules
}

function renamed(rules: object | undefined, rename: (key: string) => string): Rules {
  const entries = Object.entries(rules ?? {}).map(([key, value]) => [
    rename(key),
    Array.isArray(value) ? value.map(item => renamed(item as object, rename)) : value,
  ])
  return Object.fromEntries(entries) as Rules
}

const internal = (rules: object | undefined): Rules => renamed(rules, key => key[0]!.toUpperCase() + key.slice(1))
const external = (rules: object | undefined): Rules => renamed(rules, key => key[0]!.toLowerCase() + key.slice(1))
