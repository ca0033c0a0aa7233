import type { PodSpec, ResourceRequirements } from '../../api/types.gen.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import { addResources, type ResourceList } from './resource-lists.ts'

export type QOSClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

/**
 * The quality of service of a pod: Guaranteed where every container limits cpu and memory to what it requests, BestEffort where none
 * asks for either. Source: pkg/apis/core/helper/qos (ComputePodQOS).
 */
export function podQOSClass(spec: PodSpec): QOSClass {
  if (spec.resources?.requests || spec.resources?.limits) return qosOf([spec.resources])
  return qosOf([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(c => c.resources ?? {}))
}

function qosOf(all: readonly ResourceRequirements[]): QOSClass {
  let requests: ResourceList = {}
  let limits: ResourceList = {}
  let guaranteed = true
  for (const resources of all) {
    const limited = positiveCompute(resources.limits)
    requests = addResources(requests, positiveCompute(resources.requests))
    limits = addResources(limits, limited)
    if (limited.cpu === undefined || limited.memory === undefined) guaranteed = false
  }
  const requested = Object.keys(requests)
  if (requested.length === 0 && Object.keys(limits).length === 0) return 'BestEffort'
  const equal = requested.every(n => limits[n] !== undefined && compareQuantities(limits[n], requests[n]!) === 0)
  return guaranteed && equal && requested.length === Object.keys(limits).length ? 'Guaranteed' : 'Burstable'
}

function positiveCompute(list: ResourceList | undefined): ResourceList {
  const found: ResourceList = {}
  for (const name of ['cpu', 'memory']) {
    const quantity = list?.[name]
    if (quantity !== undefined && compareQuantities(quantity, '0') > 0) found[name] = quantity
  }
  return found
}
