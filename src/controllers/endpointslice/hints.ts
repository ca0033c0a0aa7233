import type { Endpoint, EndpointHints, EndpointSlice } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { SlicePlan } from './fill.ts'

/**
 * Sets the hints that a service's trafficDistribution asks for on all of its slices, and takes away those it does not. Slices that
 * are otherwise unchanged are updated only where their hints differ (ReconcileHints of endpointslice/trafficdist).
 */
export function reconcileHints(
  trafficDistribution: string | undefined,
  plan: SlicePlan,
  existing: readonly EndpointSlice[],
): SlicePlan {
  const hinted = (slice: EndpointSlice): EndpointSlice => {
    const endpoints = (slice.endpoints ?? []).map(endpoint =>
      withHints(endpoint, hintsFor(endpoint, trafficDistribution)),
    )
    return { ...slice, endpoints }
  }
  const touched = new Set([...plan.update, ...plan.remove].map(slice => slice.metadata.name))
  const stale = existing.filter(
    slice =>
      !touched.has(slice.metadata.name) &&
      slice.endpoints?.some(endpoint => !equal(endpoint.hints, hintsFor(endpoint, trafficDistribution))),
  )
  return { ...plan, create: plan.create.map(hinted), update: [...plan.update, ...stale].map(hinted) }
}

function hintsFor(endpoint: Endpoint, trafficDistribution: string | undefined): EndpointHints | undefined {
  if (!endpoint.conditions?.ready) return undefined
  const { zone, nodeName } = endpoint
  const forZones = zone ? [{ name: zone }] : undefined
  switch (trafficDistribution) {
    case 'PreferClose':
    case 'PreferSameZone':
      return forZones && { forZones }
    case 'PreferSameNode':
      return nodeName ? { forNodes: [{ name: nodeName }], ...(forZones ? { forZones } : {}) } : undefined
    default:
      return undefined
  }
}

function withHints(endpoint: Endpoint, hints: EndpointHints | undefined): Endpoint {
  if (equal(endpoint.hints, hints)) return endpoint
  const { hints: _, ...rest } = endpoint
  return hints ? { ...rest, hints } : rest
}
