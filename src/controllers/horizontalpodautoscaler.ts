import type { KubeObject } from '../api/object.ts'
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import { StatusError } from '../apimachinery/status.ts'
import { toV2 } from '../kinds/horizontalpodautoscaler/v1.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { type MetricFailure, metricFailure } from './horizontalpodautoscaler/metric-failure.ts'
import {
  isTarget,
  SCALED_RESOURCES,
  type ScaleTarget,
  ScaleTargetError,
  scaleTargetOf,
} from './horizontalpodautoscaler/scale-target.ts'

const AUTOSCALERS = 'horizontalpodautoscalers.autoscaling'
const COMPONENT = 'horizontal-pod-autoscaler'

/** One sync of one autoscaler: it as it was, and what its status is to be. */
interface Reconciliation {
  readonly autoscaler: HorizontalPodAutoscaler
  status: HorizontalPodAutoscalerStatus
  readonly context: ControllerContext
}

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const stored = context.get<HorizontalPodAutoscaler>(AUTOSCALERS, namespace, name)
  if (!stored || stored.metadata.deletionTimestamp !== undefined) return
  const autoscaler = toV2(stored)
  const reconciliation: Reconciliation = { autoscaler, status: autoscaler.status ?? { desiredReplicas: 0 }, context }
  reconcile(reconciliation)
  if (!equal(reconciliation.status, autoscaler.status))
    context.updateStatus(AUTOSCALERS, { ...autoscaler, status: reconciliation.status })
}

/** Keeps the target's size within its bounds. What it should be beyond that cannot be known without metrics (reconcileAutoscaler). */
function reconcile(reconciliation: Reconciliation): void {
  const { autoscaler, context } = reconciliation
  const { minReplicas = 1, maxReplicas, scaleTargetRef } = autoscaler.spec
  let target: { resource: string; object: ScaleTarget }
  try {
    target = scaleTargetOf(scaleTargetRef, autoscaler.metadata.namespace!, context)
  } catch (error) {
    if (!(error instanceof ScaleTargetError)) throw error
    record(reconciliation, 'Warning', 'FailedGetScale', error.message)
    const message = `the HPA controller was unable to get the target's current scale: ${error.message}`
    return setCondition(reconciliation, 'AbleToScale', 'False', 'FailedGetScale', message)
  }
  const succeeded = "the HPA controller was able to get the target's current scale"
  setCondition(reconciliation, 'AbleToScale', 'True', 'SucceededGetScale', succeeded)
  const current = target.object.spec?.replicas ?? 0
  if (current === 0 && minReplicas !== 0) {
    const message = 'scaling is disabled since the replica count of the target is zero'
    setCondition(reconciliation, 'ScalingActive', 'False', 'ScalingDisabled', message)
    return setReplicas(reconciliation, current, current, [])
  }
  if (current > maxReplicas)
    return rescale(reconciliation, target, maxReplicas, 'Current number of replicas above Spec.MaxReplicas')
  if (current < minReplicas)
    return rescale(reconciliation, target, minReplicas, 'Current number of replicas below Spec.MinReplicas')
  failMetrics(reconciliation, current)
}

function rescale(
  reconciliation: Reconciliation,
  { resource, object }: { resource: string; object: ScaleTarget },
  replicas: number,
  reason: string,
): void {
  const { context, status } = reconciliation
  const current = object.spec?.replicas ?? 0
  try {
    context.update<KubeObject>(resource, { ...object, spec: { ...object.spec, replicas } } as KubeObject)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const message = `the HPA controller was unable to update the target scale: ${error.message}`
    record(
      reconciliation,
      'Warning',
      'FailedRescale',
      `New size: ${replicas}; reason: ${reason}; error: ${error.message}`,
    )
    setCondition(reconciliation, 'AbleToScale', 'False', 'FailedUpdateScale', message)
    return setReplicas(reconciliation, current, status.desiredReplicas, [])
  }
  const message = `the HPA controller was able to update the target scale to ${replicas}`
  setCondition(reconciliation, 'AbleToScale', 'True', 'SucceededRescale', message)
  record(reconciliation, 'Normal', 'SuccessfulRescale', `New size: ${replicas}; reason: ${reason}`)
  setReplicas(reconciliation, current, replicas, [])
  reconciliation.status = { ...reconciliation.status, lastScaleTime: formatTime(context.clock.now()) }
}

/** Tells that none of the metrics can be had. */
function failMetrics(reconciliation: Reconciliation, current: number): void {
  const { metadata, spec } = reconciliation.autoscaler
  const metrics = spec.metrics ?? []
  const others = siblings(reconciliation)
  if (others.length > 0) {
    const named = [reconciliation.autoscaler, ...others].map(o => `{${o.metadata.name} ${o.metadata.namespace}}`)
    const message = `pods by selector ${selectorOf(reconciliation)} are controlled by multiple HPAs: [${named.sort().join(' ')}]`
    return fail(reconciliation, current, { reason: 'AmbiguousSelector', message }, message, [])
  }
  const failures = metrics.map(metric => metricFailure(metric, metadata.namespace!))
  for (const { reason, message } of failures) record(reconciliation, 'Warning', reason, message)
  const first = failures[0]!
  const all = `invalid metrics (${failures.length} invalid out of ${metrics.length}), first error is: ${first.message}`
  const message = `the HPA was unable to compute the replica count: ${first.message}`
  const unknown: MetricStatus[] = metrics.map(() => ({ type: '' }))
  setCondition(reconciliation, 'ScalingActive', 'False', first.reason, message)
  setReplicas(reconciliation, current, reconciliation.status.desiredReplicas, unknown)
  record(reconciliation, 'Warning', 'FailedComputeMetricsReplicas', all)
}

function fail(
  r: Reconciliation,
  current: number,
  { reason, message }: MetricFailure,
  why: string,
  metrics: MetricStatus[],
) {
  record(r, 'Warning', reason, message)
  setCondition(r, 'ScalingActive', 'False', reason, message)
  setReplicas(r, current, r.status.desiredReplicas, metrics)
  record(r, 'Warning', 'FailedComputeMetricsReplicas', why)
}

/** Other autoscalers of the same target: then none of them does anything. */
function siblings({ autoscaler, context }: Reconciliation): HorizontalPodAutoscaler[] {
  const { namespace, name } = autoscaler.metadata
  const { kind, name: target } = autoscaler.spec.scaleTargetRef
  return context
    .list<HorizontalPodAutoscaler>(AUTOSCALERS, namespace)
    .filter(
      ({ metadata, spec }) =>
        metadata.name !== name && spec.scaleTargetRef?.kind === kind && spec.scaleTargetRef.name === target,
    )
}

function selectorOf({ autoscaler, context }: Reconciliation): string {
  const { object } = scaleTargetOf(autoscaler.spec.scaleTargetRef, autoscaler.metadata.namespace!, context)
  const selector = object.spec?.selector ?? {}
  const labels = 'matchLabels' in selector && typeof selector.matchLabels === 'object' ? selector.matchLabels : selector
  return Object.entries(labels as Record<string, string>)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')
}

function setReplicas(r: Reconciliation, current: number, desired: number, metrics: MetricStatus[]): void {
  const currentMetrics = (metrics.length > 0 ? metrics : null) as MetricStatus[]
  const { currentReplicas: _, ...rest } = r.status
  const replicas = current > 0 ? { currentReplicas: current } : {}
  r.status = { ...rest, currentMetrics, ...replicas, desiredReplicas: desired }
}

function setCondition(r: Reconciliation, type: string, status: string, reason: string, message: string): void {
  const conditions = r.status.conditions ?? []
  const old = conditions.find(condition => condition.type === type)
  const lastTransitionTime = old?.status === status ? old.lastTransitionTime : formatTime(r.context.clock.now())
  const condition: HorizontalPodAutoscalerCondition = {
    ...(lastTransitionTime ? { lastTransitionTime } : {}),
    message,
    reason,
    status,
    type,
  }
  r.status = {
    ...r.status,
    conditions: old ? conditions.map(c => (c === old ? condition : c)) : [...conditions, condition],
  }
}

function record({ autoscaler, context }: Reconciliation, type: 'Normal' | 'Warning', reason: string, message: string) {
  context.event({ about: autoscaler, type, reason, message, component: COMPONENT })
}

/** An autoscaler concerns itself unless only its status has changed, and others of its target. */
function keysOfAutoscaler({ type, object, old }: Change, context: ControllerContext): string[] {
  const now = toV2(object as HorizontalPodAutoscaler)
  const before = old && toV2(old as HorizontalPodAutoscaler)
  if (type === 'MODIFIED' && before && equal(now.spec, before.spec)) return []
  const others = siblings({ autoscaler: now, status: { desiredReplicas: 0 }, context }).map(objectKey)
  return type === 'DELETED' ? others : [objectKey(object), ...others]
}

/** A target concerns its autoscalers when it comes, goes or is to have another size. */
function keysOfTarget({ type, object, old }: Change, context: ControllerContext): string[] {
  const [now, before] = [object as ScaleTarget, old as ScaleTarget | undefined]
  if (type === 'MODIFIED' && now.spec?.replicas === before?.spec?.replicas) return []
  return context
    .list<HorizontalPodAutoscaler>(AUTOSCALERS, object.metadata.namespace ?? '')
    .filter(({ spec }) => isTarget(spec.scaleTargetRef, object))
    .map(objectKey)
}

/** Keeps the targets of HorizontalPodAutoscalers within their bounds, and tells that there are no metrics. */
export const horizontalPodAutoscalerController: Controller = {
  name: 'horizontal-pod-autoscaler',
  manager: 'kube-controller-manager',
  watches: {
    [AUTOSCALERS]: keysOfAutoscaler,
    ...Object.fromEntries(SCALED_RESOURCES.map(resource => [resource, keysOfTarget])),
  },
  sync,
}
