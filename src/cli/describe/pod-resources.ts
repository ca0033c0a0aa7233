import type { Container, ContainerStatus, Pod } from '../../api/types.gen.ts'
import { addQuantities, compareQuantities } from '../../apimachinery/quantity.ts'

type ResourceList = Record<string, string>
type ListName = 'requests' | 'limits'
/** What one container counts with. */
type Measure = (container: Container, status: ContainerStatus | undefined) => ResourceList | undefined

/** Adds each amount of `list` to that of the same name in `sum`. */
export function addResources(sum: ResourceList, list: ResourceList = {}): void {
  for (const [name, amount] of Object.entries(list)) {
    sum[name] = Object.hasOwn(sum, name) ? addQuantities(sum[name]!, amount) : amount
  }
}

function raiseResources(maximum: ResourceList, list: ResourceList): void {
  for (const [name, amount] of Object.entries(list)) {
    if (!Object.hasOwn(maximum, name) || compareQuantities(amount, maximum[name]!) > 0) maximum[name] = amount
  }
}

/**
 * What a pod requests in all: its containers and sidecars together or, if that is more, what its init containers need in
 * their turn; what is set for the pod as a whole instead; its overhead on top. With `actual` also what its containers
 * were given, as its status tells. See k8s.io/component-helpers/resource.
 */
export function podRequests(pod: Pod, actual: boolean): ResourceList {
  const requests = aggregate(pod, actual, 'requests')
  applyPodLevel(requests, pod, 'requests')
  addResources(requests, pod.spec?.overhead)
  return requests
}

/** As podRequests, of limits; the overhead counts only where there is a limit. */
export function podLimits(pod: Pod, actual: boolean): ResourceList {
  const limits = aggregate(pod, actual, 'limits')
  applyPodLevel(limits, pod, 'limits')
  const overhead = Object.entries(pod.spec?.overhead ?? {}).filter(([name]) => Object.hasOwn(limits, name))
  addResources(limits, Object.fromEntries(overhead))
  return limits
}

function applyPodLevel(result: ResourceList, pod: Pod, list: ListName): void {
  for (const [name, amount] of Object.entries(pod.spec?.resources?.[list] ?? {})) {
    if (name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) result[name] = amount
  }
}

function aggregate(pod: Pod, actual: boolean, list: ListName): ResourceList {
  const inSpec: Measure = container => container.resources?.[list]
  if (!actual) return aggregateBy(pod, inSpec)
  const pending = pod.status?.conditions?.find(condition => condition.type === 'PodResizePending')
  const infeasible = pending?.reason === 'Infeasible'
  const wanted: Measure = (container, status) => (infeasible ? undefined : inSpec(container, status))
  const result = aggregateBy(pod, (container, status) => status?.resources?.[list] ?? allocated(container, status))
  raiseResources(result, aggregateBy(pod, allocated))
  if (!infeasible) raiseResources(result, aggregateBy(pod, inSpec))
  return result

  function allocated(container: Container, status: ContainerStatus | undefined): ResourceList | undefined {
    return (list === 'requests' ? status?.allocatedResources : undefined) ?? wanted(container, status)
  }
}

function aggregateBy({ spec, status }: Pod, measure: Measure): ResourceList {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  const of = (container: Container): ResourceList =>
    measure(
      container,
      statuses.find(s => s.name === container.name),
    ) ?? {}
  const result: ResourceList = {}
  for (const container of spec?.containers ?? []) addResources(result, of(container))
  const sidecars: ResourceList = {}
  const initial: ResourceList = {}
  for (const container of spec?.initContainers ?? []) {
    const own = of(container)
    if (container.restartPolicy === 'Always') {
      addResources(result, own)
      addResources(sidecars, own)
      raiseResources(initial, sidecars)
    } else {
      const together = { ...own }
      addResources(together, sidecars)
      raiseResources(initial, together)
    }
  }
  raiseResources(result, initial)
  return result
}
