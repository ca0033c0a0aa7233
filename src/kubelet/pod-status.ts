import type { Container, ContainerStatus, Pod, PodStatus } from '../api/types.gen.ts'
import type { Random } from '../apimachinery/random.ts'
import { remembering } from '../apimachinery/remembering.ts'
import { shallowCopy } from '../apimachinery/shallow-copy.ts'
import { phaseOf, progress } from './container-progress.ts'
import {
  completedStatus,
  resizedStatus,
  restartedStatus,
  runningStatus,
  stoppedStatus,
  type Waiting,
  waitingStatus,
} from './container-status.ts'
import { imageName } from './image.ts'
import type { MissingReferences } from './missing-references.ts'
import { podConditions } from './pod-conditions.ts'

/** What the node has to say about a pod that is to run on it. */
export interface PodEnvironment {
  hostIP: string
  /** Undefined while the pod has no network. */
  podIP: string | undefined
  missing: MissingReferences | undefined
  now: string
  /** The same, to the millisecond. */
  clock: Date
  random: Random
}

/** The exit code of a program that did not end when it was asked to. */
const KILLED = 137

/** A pod's status, and the containers that were started to get there, in the order in which they were. */
export interface StartedPod {
  status: PodStatus
  started: Container[]
  /** Those that have come to their end since and were started again. */
  restarted: Container[]
  /** When the next of its containers ends or is started again (ms since 1970). */
  next?: number
}

/**
 * The status of a pod whose containers are started as far as they can be: what runs already goes on running, unless its image was
 * changed. Init containers are done at once, sidecars and containers run.
 */
export function startPod(pod: Pod, environment: PodEnvironment): StartedPod {
  const { now, podIP, missing } = environment
  const spec = pod.spec!
  const blocked = podIP === undefined || !!missing?.volumes.length
  const started: Container[] = []
  let initialized = true
  const init: ContainerStatus[] = []
  for (const container of spec.initContainers ?? []) {
    const why = blockedBy(container, blocked || !initialized, missing, 'PodInitializing')
    const was = pod.status?.initContainerStatuses?.find(s => s.name === container.name)
    const status =
      why && !was?.containerID ? waitingStatus(container, why) : run(pod, container, was, environment, started, true)
    if (!status.ready) initialized = false
    init.push(status)
  }
  const why = spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating'
  const containers: ContainerStatus[] = spec.containers.map(container => {
    const waiting = blockedBy(container, blocked || !initialized, missing, why)
    const was = pod.status?.containerStatuses?.find(s => s.name === container.name)
    return waiting && !was?.containerID
      ? waitingStatus(container, waiting)
      : run(pod, container, was, environment, started, false)
  })
  const restarted: Container[] = []
  let next = Number.POSITIVE_INFINITY
  spec.containers.forEach((container, i) => {
    const was = containers[i]!
    if (!was.containerID) return
    const progressed = progress(pod, container, was, environment.clock, environment.random)
    containers[i] = progressed.status
    if (progressed.restarted) restarted.push(container)
    next = Math.min(next, progressed.next ?? next)
  })
  containers.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const ephemeral = (spec.ephemeralContainers ?? []).map(container => {
    const was = pod.status?.ephemeralContainerStatuses?.find(s => s.name === container.name)
    if (was?.containerID) return was
    started.push(container)
    return { ...runningStatus(pod, container, now, environment.random), ready: false, started: false }
  })
  const phase = initialized && containers.every(s => s.containerID) ? phaseOf(pod, containers) : 'Pending'
  const isOver = phase === 'Succeeded' || phase === 'Failed'
  const facts = { phase, init: isOver ? init.map(s => stoppedStatus(s, now)) : init, containers, ephemeral }
  return { started, restarted, ...(Number.isFinite(next) && { next }), status: assemble(pod, environment, facts) }
}

/** The status of a pod that the kubelet has stopped for good. */
export function stopPod(
  pod: Pod,
  now: string,
  phase: 'Succeeded' | 'Failed',
  reason?: string,
  message?: string,
): PodStatus {
  const status = pod.status ?? {}
  const exitCode = phase === 'Failed' && reason === undefined ? KILLED : 0
  const stop = (list: ContainerStatus[] | undefined) => list?.map(s => stoppedStatus(s, now, exitCode)) ?? []
  const init = stop(status.initContainerStatuses)
  const containers = stop(status.containerStatuses)
  const conditions = podConditions(pod, { phase, hasNetwork: false, init, containers }, now)
  return {
    ...status,
    conditions,
    ...(init.length ? { initContainerStatuses: init } : {}),
    containerStatuses: containers,
    phase,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  }
}

function blockedBy(
  container: Container,
  blocked: boolean,
  missing: MissingReferences | undefined,
  reason: string,
): Waiting | undefined {
  if (blocked) return { reason }
  return missing?.containers.get(container.name)
}

function run(
  pod: Pod,
  container: Container,
  was: ContainerStatus | undefined,
  { now, random }: PodEnvironment,
  started: Container[],
  isInit: boolean,
): ContainerStatus {
  if (was?.containerID && was.image === imageName(container.image ?? '')) return resizedStatus(was, container)
  const completes = isInit && container.restartPolicy !== 'Always'
  if (was?.containerID && completes) return was
  started.push(container)
  const status = completes ? completedStatus(container, now, random) : runningStatus(pod, container, now, random)
  return was?.containerID ? restartedStatus(was, status, now) : status
}

function assemble(
  pod: Pod,
  { hostIP, podIP, now }: PodEnvironment,
  facts: { phase: string; init: ContainerStatus[]; containers: ContainerStatus[]; ephemeral: ContainerStatus[] },
): PodStatus {
  const was = pod.status ?? {}
  const isOver = facts.phase === 'Succeeded' || facts.phase === 'Failed'
  // one field after the other: thousands of statuses have the same ones
  const status = shallowCopy(was)
  if (was.nominatedNodeName !== undefined) delete status.nominatedNodeName
  status.conditions = podConditions(pod, { ...facts, hasNetwork: podIP !== undefined && !isOver }, now)
  status.containerStatuses = facts.containers
  status.hostIP = hostIP
  status.hostIPs = hostIPsOf(hostIP)
  if (facts.init.length) status.initContainerStatuses = facts.init
  if (facts.ephemeral.length) status.ephemeralContainerStatuses = facts.ephemeral
  status.phase = facts.phase
  status.startTime = was.startTime ?? now
  if (pod.metadata.generation) status.observedGeneration = pod.metadata.generation
  if (podIP !== undefined) {
    status.podIP = podIP
    status.podIPs = [{ ip: podIP }]
  }
  return status
}

/** The list that all pods of a node share. */
const hostIPsOf = remembering((ip): NonNullable<PodStatus['hostIPs']> => [{ ip }])
