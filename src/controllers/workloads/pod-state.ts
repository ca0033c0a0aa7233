import type { Pod, PodCondition } from '../../api/types.gen.ts'

/** Whether the pod counts: it has not run to its end and is not being deleted. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined
}

/** Whether the pod has run to its end, well or not. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

/** Whether the pod is on its way out but still there (controller.IsPodTerminating). */
export function isPodTerminating(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined
}

/** The Ready condition, if the pod has one. */
export function readyCondition(pod: Pod): PodCondition | undefined {
  return pod.status?.conditions?.find(condition => condition.type === 'Ready')
}

/** Whether the pod's Ready condition is true. */
export function isPodReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True'
}

/** Since when the pod has been ready (ms since 1970); undefined for one that is not. */
export function readySince(pod: Pod): number | undefined {
  const condition = readyCondition(pod)
  if (condition?.status !== 'True') return undefined
  return condition.lastTransitionTime ? Date.parse(condition.lastTransitionTime) : 0
}

/**
 * What a real node takes to start a pod. Simulated containers start at once, so these seconds count as having passed while the pod was
 * ready: a short minReadySeconds is over by the time of the next command, as it is on a real cluster.
 */
const START_SECONDS = 2

/** When the pod counts as available (ms since 1970): ready for `minReadySeconds`; undefined for one that is not ready. */
export function availableAt(pod: Pod, minReadySeconds: number): number | undefined {
  const since = readySince(pod)
  return since === undefined ? undefined : since + Math.max(0, minReadySeconds - START_SECONDS) * 1000
}
