import type { PodSpec } from '../../api/types.gen.ts'
import { aggregateContainerResources, type ResourceList } from './resource-lists.ts'
import { isHugePageResourceName, isOvercommitAllowed } from './resource-names.ts'

/** The resources that spec.resources may name: cpu, memory and huge pages. */
export function isSupportedPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePageResourceName(name)
}

/**
 * Completes spec.resources in place where it is used: huge page limits from the containers', requests from what the containers
 * request, or else from the limits. Source: pkg/apis/core/v1/defaults.go.
 */
export function setPodLevelResourceDefaults(spec: PodSpec): void {
  const resources = spec.resources
  if (!resources || (!resources.limits && !resources.requests)) return
  const limits: ResourceList = { ...resources.limits }
  if (resources.limits) addHugePageLimits(spec, limits)
  if (Object.keys(limits).length === 0) return
  const requests: ResourceList = { ...resources.requests }
  for (const [name, quantity] of Object.entries(aggregateContainerResources(spec, 'requests'))) {
    if (isSupportedPodLevelResource(name) && isOvercommitAllowed(name)) requests[name] ??= quantity
  }
  for (const [name, quantity] of Object.entries(limits)) {
    if (isSupportedPodLevelResource(name)) requests[name] ??= quantity
  }
  spec.resources = { ...resources, limits, requests }
}

function addHugePageLimits(spec: PodSpec, limits: ResourceList): void {
  for (const [name, quantity] of Object.entries(aggregateContainerResources(spec, 'limits'))) {
    if (isHugePageResourceName(name)) limits[name] ??= quantity
  }
}
