import type { Container, Pod, PodSpec } from '../api/types.gen.ts'
import { originOf } from '../kinds/pod/shared-spec.ts'
import { resourceAmount } from './resource-amount.ts'

/** Amounts by resource name: cpu in thousandths, everything else in its own unit. */
export type Amounts = Record<string, number>

/** What a pod asks a node for; for the scores, containers that ask for no CPU or memory count as if they asked for a little. */
export interface PodRequests {
  requests: Amounts
  nonZero: { cpu: number; memory: number }
}

/** What a container that states no request is counted as when nodes are scored (GetNonzeroRequests). */
const DEFAULT_MILLI_CPU = 100
const DEFAULT_MEMORY = 200 * 1024 * 1024
const WITH_DEFAULTS: Amounts = { cpu: DEFAULT_MILLI_CPU, memory: DEFAULT_MEMORY }
const NO_DEFAULTS: Amounts = {}

/** By the spec that thousands of pods derive theirs from, else by their own containers. */
const known = new WeakMap<object, PodRequests>()

/**
 * The resources that a pod requests: all containers and sidecars together, or what the most demanding init container needs along
 * with the sidecars started before it; pod-level requests replace both; overhead is added (component-helpers PodRequests).
 */
export function podRequests(pod: Pod): PodRequests {
  const spec = pod.spec!
  const key = originOf(spec) ?? spec.containers
  const cached = known.get(key)
  if (cached) return cached
  const counted = total(spec, WITH_DEFAULTS)
  const result = {
    requests: total(spec, NO_DEFAULTS),
    nonZero: { cpu: counted.cpu ?? 0, memory: counted.memory ?? 0 },
  }
  known.set(key, result)
  return result
}

function total(spec: PodSpec, defaults: Amounts): Amounts {
  const sum: Amounts = {}
  for (const container of spec.containers) add(sum, ofContainer(container, defaults))
  if (spec.initContainers?.length) {
    const sidecars: Amounts = {}
    const most: Amounts = {}
    for (const container of spec.initContainers) {
      const amounts = ofContainer(container, defaults)
      if (container.restartPolicy === 'Always') {
        add(sum, amounts)
        add(sidecars, amounts)
        raise(most, sidecars)
      } else {
        add(amounts, sidecars)
        raise(most, amounts)
      }
    }
    raise(sum, most)
  }
  for (const [name, quantity] of Object.entries(spec.resources?.requests ?? {}))
    sum[name] = resourceAmount(name, quantity)
  for (const [name, quantity] of Object.entries(spec.overhead ?? {}))
    sum[name] = (sum[name] ?? 0) + resourceAmount(name, quantity)
  return sum
}

function ofContainer(container: Container, defaults: Amounts): Amounts {
  const amounts: Amounts = { ...defaults }
  const requests = container.resources?.requests
  if (requests) for (const name of Object.keys(requests)) amounts[name] = resourceAmount(name, requests[name]!)
  return amounts
}

function add(sum: Amounts, more: Amounts): void {
  for (const name of Object.keys(more)) sum[name] = (sum[name] ?? 0) + more[name]!
}

function raise(most: Amounts, amounts: Amounts): void {
  for (const name of Object.keys(amounts)) most[name] = Math.max(most[name] ?? 0, amounts[name]!)
}
