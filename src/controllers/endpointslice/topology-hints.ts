import type { Endpoint, EndpointSlice } from '../../api/types.gen.ts'
import type { SlicePlan } from './fill.ts'
import { reconcileHints } from './hints.ts'
import { allocateZones, transfers, type ZoneAllocation } from './zone-allocations.ts'

/** An event about a service whose hints follow from its topology mode. */
export interface TopologyEvent {
  type: 'Normal' | 'Warning'
  reason: 'TopologyAwareHintsEnabled' | 'TopologyAwareHintsDisabled'
  message: string
}

/** What is to be written of the slices of one type of addresses, and what is to be said of it. */
export interface HintedPlan {
  plan: SlicePlan
  events: TopologyEvent[]
}

/** The event of hints that are no more, or cannot be had. */
export function disabled(why: string, addressType: string): TopologyEvent {
  const message = `${why}, addressType: ${addressType}`
  return { type: 'Warning', reason: 'TopologyAwareHintsDisabled', message }
}

/**
 * Distributes the ready endpoints of a service of topology mode Auto over the zones, in proportion to the CPU of their nodes. Endpoints
 * serve their own zone as far as that works out; slices whose hints are good enough stay as they are. `populated` tells whether the
 * service had such hints before (AddHints of endpointslice/topologycache).
 */
export function addTopologyHints(
  plan: SlicePlan,
  existing: readonly EndpointSlice[],
  addressType: string,
  ratios: ReadonlyMap<string, number> | undefined,
  populated: boolean,
): HintedPlan {
  const without = (why: string): HintedPlan => ({
    plan: reconcileHints(undefined, plan, existing),
    events: [disabled(why, addressType)],
  })
  const touched = new Set([...plan.update, ...plan.remove].map(slice => slice.metadata.name))
  const untouched = existing.filter(slice => !touched.has(slice.metadata.name))
  const ready = [...plan.create, ...plan.update, ...untouched].flatMap(slice => (slice.endpoints ?? []).filter(isReady))
  const allocations = allocateZones(ratios, ready.length)
  if (typeof allocations === 'string') return without(allocations)

  const hints = new Map<string, number>()
  const stale = untouched.filter(slice => !keepHints(slice, hints, allocations))
  const changing = [...plan.create, ...plan.update, ...stale].flatMap(slice => (slice.endpoints ?? []).filter(isReady))
  if (changing.some(endpoint => !endpoint.zone)) return without('One or more endpoints do not have a zone specified')
  for (const { zone } of changing) add(hints, zone!, 1)
  const { giving, receiving } = transfers(allocations, hints)
  const hinted = (slice: EndpointSlice): EndpointSlice => ({
    ...slice,
    endpoints: (slice.endpoints ?? []).map(endpoint =>
      isReady(endpoint)
        ? { ...endpoint, hints: { forZones: [{ name: takeZone(endpoint, giving, receiving) }] } }
        : endpoint,
    ),
  })
  const hintedPlan = {
    ...plan,
    create: plan.create.map(hinted),
    update: [...plan.update, ...stale].map(hinted),
  }
  const message = `Topology Aware Hints has been enabled, addressType: ${addressType}`
  return {
    plan: hintedPlan,
    events: populated ? [] : [{ type: 'Normal', reason: 'TopologyAwareHintsEnabled', message }],
  }
}

/** How many endpoints are meant for each zone. */
export function hintsByZone(slices: readonly EndpointSlice[]): Map<string, number> {
  const hints = new Map<string, number>()
  for (const slice of slices)
    for (const endpoint of slice.endpoints ?? [])
      for (const { name } of endpoint.hints?.forZones ?? []) add(hints, name, 1)
  return hints
}

/** Adds a slice's hints to those there are, if all its ready endpoints have one and no zone gets more than it may. */
function keepHints(
  slice: EndpointSlice,
  hints: Map<string, number>,
  allocations: ReadonlyMap<string, ZoneAllocation>,
): boolean {
  const ready = (slice.endpoints ?? []).filter(isReady)
  if (ready.some(endpoint => !endpoint.hints?.forZones?.length)) return false
  const own = hintsByZone([{ ...slice, endpoints: ready }])
  for (const [zone, count] of own)
    if (count + (hints.get(zone) ?? 0) > (allocations.get(zone)?.maximum ?? 0)) return false
  for (const [zone, count] of own) add(hints, zone, count)
  return true
}

/** The zone that an endpoint is for: its own, or one that still has to be given some. */
function takeZone({ zone = '' }: Endpoint, giving: Map<string, number>, receiving: Map<string, number>): string {
  const [taker] = receiving.keys()
  if (taker === undefined || !giving.has(zone)) return zone
  add(giving, zone, -1)
  add(receiving, taker, -1)
  return taker
}

function add(counts: Map<string, number>, zone: string, count: number): void {
  const sum = (counts.get(zone) ?? 0) + count
  if (sum === 0) counts.delete(zone)
  else counts.set(zone, sum)
}

function isReady(endpoint: Endpoint): boolean {
  return endpoint.conditions?.ready === true
}
