import type { Container, PodSpec } from '../../api/types.gen.ts'
import { addQuantities, compareQuantities } from '../../apimachinery/quantity.ts'
import { isRestartableInitContainer } from './visit-containers.ts'

/** Amounts by resource name. */
export type ResourceList = Record<string, string>

/** The sum of two lists. */
export function addResources(a: ResourceList, b: ResourceList): ResourceList {
  return combine(a, b, addQuantities)
}

/** The larger amount of each resource. */
function maxResources(a: ResourceList, b: ResourceList): ResourceList {
  return combine(a, b, (x, y) => (compareQuantities(x, y) >= 0 ? x : y))
}

function combine(a: ResourceList, b: ResourceList, join: (x: string, y: string) => string): ResourceList {
  const all = new Map(Object.entries(a))
  for (const [name, quantity] of Object.entries(b)) {
    const other = all.get(name)
    all.set(name, other === undefined ? quantity : join(other, quantity))
  }
  return Object.fromEntries(all)
}

/**
 * What all containers of a pod together request (or are limited to) at the most: the regular ones and sidecars at once, or
 * one init container beside the sidecars that started before it. Source: component-helpers/resource.
 */
export function aggregateContainerResources(spec: PodSpec, of: 'requests' | 'limits'): ResourceList {
  const own = (container: Container): ResourceList => container.resources?.[of] ?? {}
  let running = (spec.containers ?? []).reduce<ResourceList>((sum, c) => addResources(sum, own(c)), {})
  let sidecars: ResourceList = {}
  let starting: ResourceList = {}
  for (const container of spec.initContainers ?? []) {
    if (isRestartableInitContainer(container)) {
      running = addResources(running, own(container))
      sidecars = addResources(sidecars, own(container))
      starting = maxResources(starting, sidecars)
    } else starting = maxResources(starting, addResources(own(container), sidecars))
  }
  return maxResources(running, starting)
}
