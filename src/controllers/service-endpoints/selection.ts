import type { Pod, Service } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type ControllerContext, objectKey } from '../controller.ts'
import { labelIndexValue } from '../indexes.ts'
import { isPodReady } from '../workloads/pod-state.ts'
import { podAddresses, shouldPodBeInEndpoints } from './pod.ts'

/** Whether a service's selector chooses a pod with these labels. An empty selector chooses nothing. */
export function selects(service: Service, labels: Record<string, string> = {}): boolean {
  const selector = service.spec?.selector ?? {}
  let any = false
  for (const key of Object.keys(selector)) {
    if (!Object.hasOwn(labels, key) || labels[key] !== selector[key]) return false
    any = true
  }
  return any
}

/** The pods that a service selects, by name. */
export function selectedPods(service: Service, context: ControllerContext): Pod[] {
  const selector = service.spec?.selector ?? {}
  const namespace = service.metadata.namespace ?? ''
  const key = Object.keys(selector).sort()[0]
  if (key === undefined) return []
  const candidates = context.byIndex<Pod>('pods', 'label', labelIndexValue(namespace, key, selector[key]!))
  return candidates.filter(pod => selects(service, pod.metadata.labels))
}

/** The services that select a pod. */
export function servicesOfPod(pod: Pod, context: ControllerContext): Service[] {
  const labels = pod.metadata.labels ?? {}
  const namespace = pod.metadata.namespace ?? ''
  const found: Service[] = []
  for (const key of Object.keys(labels))
    for (const service of context.byIndex<Service>(
      'services',
      'selector',
      labelIndexValue(namespace, key, labels[key]!),
    ))
      if (selects(service, labels)) found.push(service)
  return found
}

/** Both controllers of endpoints ask about each change, one after the other. */
let last: { change: Change; keys: readonly string[] } | undefined

/** The keys of the services whose endpoints a change of a pod may alter. */
export function keysOfPodChange(change: Change, context: ControllerContext): readonly string[] {
  if (last?.change !== change) last = { change, keys: findKeys(change, context) }
  return last.keys
}

function findKeys(change: Change, context: ControllerContext): string[] {
  const pod = change.object as Pod
  const old = change.old as Pod | undefined
  if (!old) return shouldPodBeInEndpoints(pod, true) ? servicesOfPod(pod, context).map(objectKey) : []
  const wasIn = shouldPodBeInEndpoints(old, true)
  const isIn = shouldPodBeInEndpoints(pod, true)
  if (!wasIn && !isIn) return []
  const moved = namesChanged(pod, old)
  if (!moved && wasIn === isIn && !endpointChanged(pod, old)) return []
  const keys = servicesOfPod(pod, context).map(objectKey)
  return moved ? [...new Set([...keys, ...servicesOfPod(old, context).map(objectKey)])] : keys
}

function namesChanged(pod: Pod, old: Pod): boolean {
  return (
    !equal(pod.metadata.labels ?? {}, old.metadata.labels ?? {}) ||
    pod.spec?.hostname !== old.spec?.hostname ||
    pod.spec?.subdomain !== old.spec?.subdomain
  )
}

function endpointChanged(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.uid !== old.metadata.uid ||
    pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    isPodReady(pod) !== isPodReady(old) ||
    !equal(podAddresses(pod, 'IPv4'), podAddresses(old, 'IPv4')) ||
    !equal(podAddresses(pod, 'IPv6'), podAddresses(old, 'IPv6'))
  )
}
