import type { Container, Node, Pod, PodStatus } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { updateOwnStatus } from '../controllers/workloads/own-status.ts'
import { admissionFailure } from './admission.ts'
import { recordBackOff, recordPodEvent, recordProblem, recordStart, recordStop } from './container-events.ts'
import { runOf } from './container-run.ts'
import { type MissingReferences, missingReferences } from './missing-references.ts'
import { ledgerPod, release, reserve, setAddress } from './node-ledger.ts'
import { freeAddress } from './pod-address.ts'
import { type StartedPod, startPod, stopPod } from './pod-status.ts'
import { setWaiting } from './waiting-pods.ts'

/**
 * What a kubelet does about one pod of its node, by its key ("namespace/name"): starts it, keeps its status true, stops it. Returns when it wants to look again
 * because of a deadline.
 */
export function syncPod(context: ControllerContext, node: Node, key: string, pod: Pod): Date | undefined {
  const name = node.metadata.name!
  const phase = pod.status?.phase
  if (pod.metadata.deletionTimestamp) return terminate(context, key, pod)
  if (isOver(phase)) {
    release(context, name, key)
    return undefined
  }
  if (!ledgerPod(context, name, key, pod)) {
    const failure = admissionFailure(context, node, pod)
    if (failure) return reject(context, pod, failure)
  }
  const deadline = deadlineOf(pod)
  if (deadline && deadline <= context.clock.now()) return exceedDeadline(context, key, pod)
  const next = run(context, node, key, pod)
  const times = [next, deadline ?? newDeadline(context, pod)].filter(time => time !== undefined)
  return times.length === 0 ? undefined : new Date(Math.min(...times.map(Number)))
}

const isOver = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed'

/** Returns when one of the containers comes to its end, or is started again. */
function run(context: ControllerContext, node: Node, key: string, pod: Pod): Date | undefined {
  const name = node.metadata.name!
  const hostIP = node.status?.addresses?.find(a => a.type === 'InternalIP')?.address ?? ''
  const missing = missingReferences(pod, context)
  const podIP = missing?.volumes.length ? undefined : addressOf(context, node, pod, hostIP)
  const clock = context.clock.now()
  const next = startPod(pod, { hostIP, podIP, missing, now: formatTime(clock), clock, random: context.random })
  if (!equal(pod.status ?? {}, next.status)) {
    updateOwnStatus(context, 'pods', pod, next.status)
    report(context, pod, next, missing)
  }
  if (isOver(next.status.phase)) {
    // before anybody hears of it: the scheduler may have pods that wait for this place
    release(context, name, key)
    setWaiting(context, key, undefined)
    return undefined
  }
  reserve(context, name, key, pod)
  if (podIP !== undefined && !pod.spec?.hostNetwork) setAddress(context, name, key, podIP)
  setWaiting(context, key, missing ? name : undefined)
  return next.next === undefined ? undefined : new Date(next.next)
}

function addressOf(context: ControllerContext, node: Node, pod: Pod, hostIP: string): string | undefined {
  if (pod.spec?.hostNetwork) return hostIP
  if (pod.status?.podIP) return pod.status.podIP
  const cidr = node.spec?.podCIDR
  return cidr ? freeAddress(context, node.metadata.name!, cidr) : undefined
}

function report(context: ControllerContext, pod: Pod, next: StartedPod, missing: MissingReferences | undefined): void {
  for (const container of next.started) {
    const all = [...(next.status.containerStatuses ?? []), ...(next.status.initContainerStatuses ?? [])]
    if (all.some(s => s.name === container.name && s.restartCount > 0)) {
      const message = `Container ${container.name} definition changed, will be restarted`
      recordPodEvent(context, pod, { type: 'Normal', reason: 'Killing', message }, `spec.containers{${container.name}}`)
    }
    recordStart(context, pod, container)
  }
  for (const container of next.restarted) recordStart(context, pod, container)
  recordBackOff(context, pod, next.status)
  for (const { volume, message } of missing?.volumes ?? []) {
    const text = `MountVolume.SetUp failed for volume "${volume}" : ${message}`
    recordPodEvent(context, pod, { type: 'Warning', reason: 'FailedMount', message: text })
  }
  if (missing?.volumes.length) return
  if (missing) recordProblems(context, pod, missing)
}

/** Init containers come one after the other: no more than one of them is tried, and nothing behind it. */
function recordProblems(context: ControllerContext, pod: Pod, missing: MissingReferences): void {
  const isBlocked = ({ name }: Container) => missing.containers.has(name)
  const init = pod.spec?.initContainers?.find(isBlocked)
  for (const container of init ? [init] : pod.spec!.containers.filter(isBlocked))
    recordProblem(context, pod, container, missing.containers.get(container.name)!)
}

/** Whether a pod that is stopped would have come to an end by itself. */
function isCutShort(pod: Pod): boolean {
  return pod.spec!.containers.some(container => Number.isFinite(runOf(pod, container).seconds))
}

/** Stops a pod that is being deleted; unless it has finalizers, it is gone then. */
function terminate(context: ControllerContext, key: string, pod: Pod): undefined {
  const { namespace, name, uid, finalizers, deletionGracePeriodSeconds } = pod.metadata
  if (pod.status?.containerStatuses?.some(s => s.state?.running)) {
    const status = stopPod(pod, formatTime(context.clock.now()), isCutShort(pod) ? 'Failed' : 'Succeeded')
    if (finalizers?.length) context.updateStatus('pods', { ...pod, status })
    recordStop(context, pod)
  }
  if (deletionGracePeriodSeconds !== 0 || !finalizers?.length)
    context.delete('pods', namespace!, name!, { gracePeriodSeconds: 0, uid: uid! })
  release(context, pod.spec!.nodeName!, key)
}

function reject(context: ControllerContext, pod: Pod, failure: { reason: string; message: string }): undefined {
  const { conditions, qosClass } = pod.status ?? {}
  const status: PodStatus = {
    ...(conditions ? { conditions } : {}),
    message: `Pod was rejected: ${failure.message}`,
    phase: 'Failed',
    ...(qosClass ? { qosClass } : {}),
    reason: failure.reason,
    startTime: formatTime(context.clock.now()),
  }
  context.updateStatus('pods', { ...pod, status })
  recordPodEvent(context, pod, { type: 'Warning', ...failure })
}

function deadlineOf(pod: Pod): Date | undefined {
  const seconds = pod.spec?.activeDeadlineSeconds
  const start = pod.status?.startTime
  return seconds === undefined || !start ? undefined : new Date(Date.parse(start) + seconds * 1000)
}

function newDeadline(context: ControllerContext, pod: Pod): Date | undefined {
  const seconds = pod.spec?.activeDeadlineSeconds
  return seconds === undefined ? undefined : new Date(context.clock.now().getTime() + seconds * 1000)
}

function exceedDeadline(context: ControllerContext, key: string, pod: Pod): undefined {
  const message = 'Pod was active on the node longer than the specified deadline'
  const status = stopPod(pod, formatTime(context.clock.now()), 'Failed', 'DeadlineExceeded', message)
  context.updateStatus('pods', { ...pod, status })
  recordPodEvent(context, pod, { type: 'Normal', reason: 'DeadlineExceeded', message })
  recordStop(context, pod)
  release(context, pod.spec!.nodeName!, key)
}
