import type { Endpoint, EndpointSlice } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { DesiredEndpoints } from './desired.ts'
import { endpointKey, sameEndpoint } from './endpoint-key.ts'

const MAX_ENDPOINTS_PER_SLICE = 100

/** What is to be written for a service. Slices to create have no name yet. */
export interface SlicePlan {
  create: EndpointSlice[]
  update: EndpointSlice[]
  remove: EndpointSlice[]
}

/**
 * Distributes endpoints over the slices of the same ports with as few writes as possible: first the slices are cleared of what is not
 * wanted, then those that change anyway take new endpoints, then one unchanged slice that has room for all the rest, and only then
 * are there new slices (reconcileByPortMapping of the endpoint slice reconciler).
 */
export function fillSlices(
  existing: readonly EndpointSlice[],
  desired: DesiredEndpoints,
  labels: Record<string, string>,
  newSlice: () => EndpointSlice,
): SlicePlan {
  const missing = new Map(desired.endpoints)
  const unchanged: EndpointSlice[] = []
  const update: EndpointSlice[] = []
  const remove: EndpointSlice[] = []
  for (const slice of existing) {
    const before = slice.endpoints ?? []
    const { kept, changed } = keepDesired(before, missing)
    if (changed && kept.length === 0) remove.push(slice)
    else if (changed || !equal(slice.metadata.labels ?? {}, labels))
      update.push({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: kept })
    else unchanged.push(slice)
  }

  for (const slice of [...update].sort((a, b) => b.endpoints!.length - a.endpoints!.length)) fill(slice, missing)

  const create: EndpointSlice[] = []
  while (missing.size > 0) {
    const roomy = missing.size < MAX_ENDPOINTS_PER_SLICE ? sliceToFill(unchanged, missing.size) : undefined
    if (roomy) {
      unchanged.splice(unchanged.indexOf(roomy), 1)
      const slice = { ...roomy, endpoints: [...(roomy.endpoints ?? [])] }
      fill(slice, missing)
      update.push(slice)
    } else {
      const slice = { ...newSlice(), ports: desired.ports, endpoints: [] }
      fill(slice, missing)
      create.push(slice)
    }
  }
  return { create, update, remove }
}

/** The endpoints of a slice that are still wanted, as they should be now; they are no longer missing then. */
function keepDesired(
  before: readonly Endpoint[],
  missing: Map<string, Endpoint>,
): { kept: Endpoint[]; changed: boolean } {
  const kept: Endpoint[] = []
  let changed = false
  for (const endpoint of before) {
    const key = endpointKey(endpoint)
    const wanted = missing.get(key)
    if (!wanted) continue
    kept.push(wanted)
    changed ||= !sameEndpoint(wanted, endpoint)
    missing.delete(key)
  }
  return { kept, changed: changed || kept.length !== before.length }
}

function fill(slice: EndpointSlice, missing: Map<string, Endpoint>): void {
  for (const [key, endpoint] of missing) {
    if (slice.endpoints!.length >= MAX_ENDPOINTS_PER_SLICE) return
    slice.endpoints!.push(endpoint)
    missing.delete(key)
  }
}

/** The slice that would be fullest with so many more endpoints in it. */
function sliceToFill(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  let closest = MAX_ENDPOINTS_PER_SLICE
  let found: EndpointSlice | undefined
  for (const slice of slices) {
    const left = MAX_ENDPOINTS_PER_SLICE - count - (slice.endpoints?.length ?? 0)
    if (left < 0 || left >= closest) continue
    closest = left
    found = slice
  }
  return found
}
