import type { Node } from '../../api/types.gen.ts'
import { milliValueOf } from '../../apimachinery/quantity.ts'

/** How far above its share of the endpoints a zone's endpoints may be loaded. */
const OVERLOAD_THRESHOLD = 0.2
const ZONE = 'topology.kubernetes.io/zone'
const EXCLUDED = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']

/** How many of a service's endpoints are for the clients of one zone. */
export interface ZoneAllocation {
  maximum: number
  desired: number
}

/**
 * The share that each zone has of the CPU of all nodes for workloads. Undefined where a ready node has no zone or no CPU, or all are
 * in one zone (SetNodes of endpointslice/topologycache).
 */
export function zoneRatios(nodes: readonly Node[]): Map<string, number> | undefined {
  const byZone = new Map<string, number>()
  let total = 0
  for (const node of [...nodes].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))) {
    const labels = node.metadata.labels ?? {}
    if (EXCLUDED.some(label => Object.hasOwn(labels, label)) || !isReady(node)) continue
    const cpu = milliValueOf(node.status?.allocatable?.cpu ?? '0')
    const zone = labels[ZONE]
    if (!zone || cpu === 0) return undefined
    byZone.set(zone, (byZone.get(zone) ?? 0) + cpu)
    total += cpu
  }
  if (byZone.size < 2) return undefined
  return new Map([...byZone].map(([zone, cpu]) => [zone, cpu / total]))
}

function isReady(node: Node): boolean {
  return node.status?.conditions?.find(c => c.type === 'Ready')?.status === 'True'
}

/** What of a node counts for the ratios, as one text. */
export function zoneFactsOf(node: Node): string {
  return `${isReady(node)} ${node.metadata.labels?.[ZONE] ?? ''}`
}

/** The endpoints that a zone cannot do without. */
function minimumOf(ratio: number, endpoints: number): number {
  return Math.ceil(ratio * endpoints * (1 / (1 + OVERLOAD_THRESHOLD)))
}

/** How many endpoints each zone is given; what stands in the way, in the words of the event, where there is no fair distribution. */
export function allocateZones(
  ratios: ReadonlyMap<string, number> | undefined,
  endpoints: number,
): Map<string, ZoneAllocation> | string {
  if (!ratios) return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes'
  const counts = `(${endpoints} endpoints, ${ratios.size} zones)`
  if (ratios.size > endpoints) return `Insufficient number of endpoints ${counts}`
  const minima = new Map([...ratios].map(([zone, ratio]) => [zone, minimumOf(ratio, endpoints)]))
  const spare = endpoints - [...minima.values()].reduce((sum, minimum) => sum + minimum, 0)
  if (spare < 0)
    return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ${counts}`
  return new Map(
    [...minima].map(([zone, minimum]) => [
      zone,
      { maximum: minimum + spare, desired: Math.max(ratios.get(zone)! * endpoints, minimum) },
    ]),
  )
}

/** Whether a zone has fewer endpoints than it cannot do without, or nobody knows any longer. */
export function isOverloaded(
  hints: ReadonlyMap<string, number>,
  ratios: ReadonlyMap<string, number> | undefined,
): boolean {
  if (hints.size === 0) return false
  if (!ratios) return true
  const total = [...hints.values()].reduce((sum, count) => sum + count, 0)
  return [...ratios].some(([zone, ratio]) => (hints.get(zone) ?? -1) < minimumOf(ratio, total))
}

/** How many endpoints each zone gives to others and gets from them, whole numbers of what is too much and too little. */
export function transfers(
  allocations: ReadonlyMap<string, ZoneAllocation>,
  hints: ReadonlyMap<string, number>,
): { giving: Map<string, number>; receiving: Map<string, number> } {
  const surplus = new Map<string, number>()
  const need = new Map<string, number>()
  for (const [zone, { desired }] of allocations) {
    const count = hints.get(zone) ?? 0
    if (count > desired) surplus.set(zone, count - desired)
    else if (count < desired) need.set(zone, desired - count)
  }
  const giving = new Map<string, number>()
  const receiving = new Map<string, number>()
  for (;;) {
    const [giver, toGive] = most(surplus)
    const [taker, toTake] = most(need)
    if (giver === '' || taker === '' || (toGive < 1 && toTake < 1) || toGive < 0.5 || toTake < 0.5) break
    giving.set(giver, (giving.get(giver) ?? 0) + 1)
    surplus.set(giver, toGive - 1)
    receiving.set(taker, (receiving.get(taker) ?? 0) + 1)
    need.set(taker, toTake - 1)
  }
  return { giving, receiving }
}

function most(zones: ReadonlyMap<string, number>): [zone: string, count: number] {
  let found: [string, number] = ['', 0]
  for (const entry of zones) if (entry[1] > found[1]) found = entry
  return found
}
