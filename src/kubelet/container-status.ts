import type { Container, ContainerState, ContainerStatus, Pod, SecurityContext } from '../api/types.gen.ts'
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
  const status = baseStatus(container)
  status.containerID = containerID(random)
  status.image = imageName(container.image ?? '')
  status.imageID = imageID(container.image ?? '')
  status.ready = true
  status.started = true
  status.state = runningState(now)
  status.user = containerUser(pod, container)
  return Object.assign(status, volumeMounts(container))
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
    ...baseStatus(container),
    containerID: id,
    image: imageName(container.image ?? ''),
    imageID: imageID(container.image ?? ''),
    ready: true,
    started: false,
    state: { terminated: { containerID: id, exitCode: 0, finishedAt: now, reason: 'Completed', startedAt: now } },
    ...volumeMounts(container),
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
    ...volumeMounts(container),
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
  const hasRequests = Object.keys(resources.requests ?? {}).length > 0
  return { ...kept, resources, ...(hasRequests ? { allocatedResources: resources.requests! } : {}) }
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

function baseStatus(container: Container): ContainerStatus {
  const resources = container.resources ?? {}
  const status: ContainerStatus = {
    image: '',
    imageID: '',
    lastState: {},
    name: container.name,
    ready: false,
    resources,
    restartCount: 0,
  }
  if (resources.requests && Object.keys(resources.requests).length) status.allocatedResources = resources.requests
  return status
}

function volumeMounts(container: Container): Pick<ContainerStatus, 'volumeMounts'> {
  if (!container.volumeMounts?.length) return {}
  return {
    volumeMounts: container.volumeMounts.map(({ mountPath, name, readOnly }) =>
      readOnly ? { mountPath, name, readOnly, recursiveReadOnly: 'Disabled' } : { mountPath, name },
    ),
  }
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
