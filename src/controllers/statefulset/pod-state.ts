import type { Pod } from '../../api/types.gen.ts'
import { availableAt, isPodReady } from '../workloads/pod-state.ts'

/** Whether the pod is in the cluster, rather than one that is yet to be made. */
export const isCreated = (pod: Pod): boolean => (pod.status?.phase ?? '') !== ''

export const isPending = (pod: Pod): boolean => pod.status?.phase === 'Pending'

export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined

export const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === 'Running' && isPodReady(pod)

/** Whether the pod has been running and ready for so long. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: Date): boolean {
  if (!isRunningAndReady(pod)) return false
  return minReadySeconds === 0 || availableAt(pod, minReadySeconds)! <= now.getTime()
}

/** Whether the pod counts as missing while others are to be replaced. */
export const isUnavailable = (pod: Pod, minReadySeconds: number, now: Date): boolean =>
  isTerminating(pod) || !isAvailable(pod, minReadySeconds, now)
