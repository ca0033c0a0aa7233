import type { Pod, PodStatus } from '../api/types.gen.ts'

const own = new WeakSet<PodStatus>()

/** Notes a status that the kubelet is about to write: everything that there is to do about the pod for now has been done then. */
export function rememberOwnStatus(status: PodStatus): void {
  own.add(status)
}

/** Whether a change of a pod is that the kubelet has written a status; whatever else changes later keeps that status. */
export function isOwnStatusUpdate(pod: Pod, old: Pod | undefined): boolean {
  return (
    pod.status !== undefined &&
    own.has(pod.status) &&
    pod.status !== old?.status &&
    pod.spec === old?.spec &&
    pod.metadata.deletionTimestamp === old?.metadata.deletionTimestamp
  )
}
