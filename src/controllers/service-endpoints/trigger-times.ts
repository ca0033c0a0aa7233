import type { Pod, Service } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type ControllerContext, objectKey } from '../controller.ts'
import { readyCondition } from '../workloads/pod-state.ts'
import { keysOfPodChange, selectedPods, selects, servicesOfPod } from './selection.ts'

/** Says since when the cluster has known what the endpoints now show; kept by whoever writes them. */
export const LAST_CHANGE_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time'

/**
 * For each service that is about to be synced, the earliest of the changes that led to it: the creation of the service, or a pod's
 * change of readiness. A pod that starts is no such change: it becomes ready in the second in which its readiness is first known.
 * Between a change and its sync this is all that a controller remembers, so it is kept with its context, not in the state.
 */
const pending = new WeakMap<ControllerContext, Map<string, string>>()

function remember(context: ControllerContext, service: Service, time: string | null | undefined): void {
  if (!time) return
  let times = pending.get(context)
  if (!times) {
    times = new Map()
    pending.set(context, times)
  }
  const key = objectKey(service)
  const known = times.get(key)
  if (known === undefined || time < known) times.set(key, time)
}

/** Looks at a change of a service before its sync. */
export function noteServiceChange(change: Change, context: ControllerContext): void {
  const service = change.object as Service
  const old = change.old as Service | undefined
  if (change.type === 'DELETED') takeTriggerTime(objectKey(service), context)
  else if (!old?.spec?.selector) remember(context, service, service.metadata.creationTimestamp)
  else if (!equal(old.spec.selector, service.spec?.selector ?? {}))
    for (const pod of selectedPods(service, context))
      if (!selects(old, pod.metadata.labels)) remember(context, service, readyCondition(pod)?.lastTransitionTime)
}

/** Looks at a change of a pod before the sync of its services, and returns their keys. */
export function notePodChange(change: Change, context: ControllerContext): readonly string[] {
  const keys = keysOfPodChange(change, context)
  if (keys.length > 0) rememberReadiness(change, context)
  return keys
}

function rememberReadiness(change: Change, context: ControllerContext): void {
  const pod = change.object as Pod
  const old = change.old as Pod | undefined
  const time = readyCondition(pod)?.lastTransitionTime
  const before = old && readyCondition(old)?.lastTransitionTime
  if (change.type === 'DELETED' || !time || !before) return
  const relabelled = old.metadata.labels !== pod.metadata.labels
  if (time <= before && !relabelled) return
  for (const service of servicesOfPod(pod, context))
    if (time > before || !selects(service, old.metadata.labels)) remember(context, service, time)
}

/** The time to write down for a service's sync, if one of the changes that led to it has any. */
export function takeTriggerTime(key: string, context: ControllerContext): string | undefined {
  const times = pending.get(context)
  const time = times?.get(key)
  times?.delete(key)
  return time
}

/** Annotations with the trigger time, or without one where there is none. */
export function withTriggerTime(
  annotations: Record<string, string> = {},
  time: string | undefined,
): Record<string, string> {
  const { [LAST_CHANGE_TRIGGER_TIME]: _, ...others } = annotations
  return time === undefined ? others : { ...others, [LAST_CHANGE_TRIGGER_TIME]: time }
}
