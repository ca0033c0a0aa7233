import type { Container, Pod, PodStatus } from '../api/types.gen.ts'
import type { ControllerContext, EventInput } from '../controllers/controller.ts'
import type { Waiting } from './container-status.ts'
import { INVALID_IMAGE_NAME } from './missing-references.ts'

type Recorded = Pick<EventInput, 'type' | 'reason' | 'message'>

/** Records an event of the kubelet about a pod or, with a container's path, about that container. */
export function recordPodEvent(context: ControllerContext, pod: Pod, event: Recorded, fieldPath?: string): void {
  const { type, reason, message } = event
  context.event({ about: pod, fieldPath, type, reason, message, component: 'kubelet', host: pod.spec!.nodeName! })
}

/** The path of a container, as events name it: spec.containers{web}. */
function containerPath(pod: Pod, container: Container): string {
  const list = pod.spec?.initContainers?.includes(container) ? 'initContainers' : 'containers'
  return `spec.${list}{${container.name}}`
}

/** What a kubelet reports when it has got a container's image. A simulated node has every image, and pulls it only where it must. */
function recordImage(context: ControllerContext, pod: Pod, container: Container): void {
  const path = containerPath(pod, container)
  const image = container.image
  if (container.imagePullPolicy === 'Always') {
    recordPodEvent(context, pod, { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` }, path)
    const message = `Successfully pulled image "${image}" in 0s (0s including waiting). Image size: 0 bytes.`
    recordPodEvent(context, pod, { type: 'Normal', reason: 'Pulled', message }, path)
  } else {
    const message = `Container image "${image}" already present on machine and can be accessed by the pod`
    recordPodEvent(context, pod, { type: 'Normal', reason: 'Pulled', message }, path)
  }
}

/** What a kubelet reports when it starts a container. */
export function recordStart(context: ControllerContext, pod: Pod, container: Container): void {
  recordImage(context, pod, container)
  const path = containerPath(pod, container)
  recordPodEvent(context, pod, { type: 'Normal', reason: 'Created', message: 'Container created' }, path)
  recordPodEvent(context, pod, { type: 'Normal', reason: 'Started', message: 'Container started' }, path)
}

/** What a kubelet reports when it cannot start a container: its image comes first, then its environment. */
export function recordProblem(
  context: ControllerContext,
  pod: Pod,
  container: Container,
  { reason, message }: Required<Waiting>,
): void {
  const path = containerPath(pod, container)
  const isInvalid = reason === INVALID_IMAGE_NAME
  if (isInvalid) recordPodEvent(context, pod, { type: 'Warning', reason: 'InspectFailed', message }, path)
  else recordImage(context, pod, container)
  const error = `Error: ${isInvalid ? reason : message}`
  recordPodEvent(context, pod, { type: 'Warning', reason: 'Failed', message: error }, path)
}

/** What a kubelet reports when it stops the running containers of a pod. */
export function recordStop(context: ControllerContext, pod: Pod): void {
  const running = new Set(
    [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])]
      .filter(s => s.state?.running)
      .map(s => s.name),
  )
  for (const container of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])])
    if (running.has(container.name)) {
      const message = `Stopping container ${container.name}`
      recordPodEvent(context, pod, { type: 'Normal', reason: 'Killing', message }, containerPath(pod, container))
    }
}

/** What a kubelet reports while it waits before it starts a container again. */
export function recordBackOff(context: ControllerContext, pod: Pod, { containerStatuses = [] }: PodStatus): void {
  const { name: podName, namespace, uid } = pod.metadata
  for (const { name, state } of containerStatuses) {
    if (state?.waiting?.reason !== 'CrashLoopBackOff') continue
    const message = `Back-off restarting failed container ${name} in pod ${podName}_${namespace}(${uid})`
    recordPodEvent(context, pod, { type: 'Warning', reason: 'BackOff', message }, `spec.containers{${name}}`)
  }
}
