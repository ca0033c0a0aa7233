import type { Container, ContainerState, ContainerStatus, Pod, SecurityContext, VolumeMount } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import type { Random } from '../apimachinery/random.ts'
import { imageID, imageName } from './image.ts'

/** Why a container cannot be started: what its waiting state says. */
export interface Waiting {
  reason: string
  message?: string
}

const ROOT = { linux: { gid: 0, supplementalGroups: [0], uid: 0 } }

/** The status of a container that runs since `now`. */
export function runningStatus(pod: Pod, container: Container, now: string, random: Random): ContainerStatus {
  const { image = '', name, resources = {}, volumeMounts } = container
  const status: ContainerStatus = {
    containerID: containerID(random),
    image: imageName(image),
    imageID: imageID(image),
    lastState: {},
    name,
    ready: true,
    resources,
    restartCount: 0,
    started: true,
    state: runningState(now),
    user: containerUser(pod, container),
  }
  if (hasMembers(resources.requests)) status.allocatedResources = resources.requests!
  if (volumeMounts?.length) status.volumeMounts = mountStatuses(volumeMounts)
  return status
}

let lastRunning: ContainerState = {}

/** The state that all containers share which are started at once. */
function runningState(startedAt: string): ContainerState {
  if (lastRunning.running?.startedAt !== startedAt) lastRunning = { running: { startedAt } }
  return lastRunning
}

/** The status of an init container that did its work at once. */
export function completedStatus(container: Container, now: string, random: Random): ContainerStatus {
  const id = containerID(random)
  return {
    containerID: id,
    image: imageName(container.image ?? ''),
    imageID: imageID(container.image ?? ''),
    lastState: {},
    name: container.name,
    ready: true,
    resources: container.resources ?? {},
    restartCount: 0,
    started: false,
    state: { terminated: { containerID: id, exitCode: 0, finishedAt: now, reason: 'Completed', startedAt: now } },
    ...(hasMembers(container.resources?.requests) && { allocatedResources: container.resources!.requests! }),
    ...(container.volumeMounts?.length && { volumeMounts: mountStatuses(container.volumeMounts) }),
  }
}

/** The status of a container that is not started yet. */
export function waitingStatus(container: Container, waiting: Waiting): ContainerStatus {
  return {
    image: container.image ?? '',
    imageID: '',
    lastState: {},
    name: container.name,
    ready: false,
    restartCount: 0,
    started: false,
    state: {
      waiting: waiting.message ? { message: waiting.message, reason: waiting.reason } : { reason: waiting.reason },
    },
    ...(container.volumeMounts?.length && { volumeMounts: mountStatuses(container.volumeMounts) }),
  }
}

/** The status once the container was told to stop, and stopped. */
export function stoppedStatus(status: ContainerStatus, now: string, exitCode = 0): ContainerStatus {
  return { ...status, ready: false, started: false, state: stoppedState(status, now, exitCode) }
}

/** The status of a container that was stopped and started again. */
export function restartedStatus(was: ContainerStatus, next: ContainerStatus, now: string): ContainerStatus {
  return { ...next, lastState: stoppedState(was, now), restartCount: was.restartCount + 1 }
}

/** The status of a running container that has the resources that are wanted of it now. */
export function resizedStatus(status: ContainerStatus, container: Container): ContainerStatus {
  const resources = container.resources ?? {}
  if (!status.state?.running || equal(status.resources ?? {}, resources)) return status
  const { allocatedResources: _, ...kept } = status
  return { ...kept, resources, ...(hasMembers(resources.requests) && { allocatedResources: resources.requests! }) }
}

function stoppedState(status: ContainerStatus, now: string, exitCode = 0): ContainerState {
  const startedAt = status.state?.running?.startedAt
  if (!startedAt) return status.state ?? {}
  return {
    terminated: {
      containerID: status.containerID!,
      exitCode,
      finishedAt: now,
      reason: exitCode === 0 ? 'Completed' : 'Error',
      startedAt,
    },
  }
}

const hasMembers = (object: object | undefined): boolean => object !== undefined && Object.keys(object).length > 0

function mountStatuses(mounts: readonly VolumeMount[]): NonNullable<ContainerStatus['volumeMounts']> {
  return mounts.map(({ mountPath, name, readOnly }) =>
    readOnly ? { mountPath, name, readOnly, recursiveReadOnly: 'Disabled' } : { mountPath, name },
  )
}

function containerUser(pod: Pod, container: Container): NonNullable<ContainerStatus['user']> {
  const own: SecurityContext = container.securityContext ?? {}
  const shared = pod.spec?.securityContext ?? {}
  const uid = own.runAsUser ?? shared.runAsUser ?? 0
  const gid = own.runAsGroup ?? shared.runAsGroup ?? 0
  const groups = [gid, ...(shared.fsGroup === undefined ? [] : [shared.fsGroup]), ...(shared.supplementalGroups ?? [])]
  if (uid === 0 && groups.length === 1 && gid === 0) return ROOT
  return { linux: { gid, supplementalGroups: [...new Set(groups)], uid } }
}

function containerID(random: Random): string {
  return `containerd://${random.hex(64)}`
}
