import type { EndpointSubset } from '../../api/types.gen.ts'

const MAX_CAPACITY = 1000

/**
 * Cuts subsets that have more than 1000 addresses together down to that: ready addresses come first, and each subset keeps its share.
 * Returns undefined where there is nothing to cut (truncateEndpoints of the endpoints controller).
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] | undefined {
  const ready = sum(subsets, 'addresses')
  const notReady = sum(subsets, 'notReadyAddresses')
  if (ready + notReady <= MAX_CAPACITY) return undefined
  const list = ready > MAX_CAPACITY ? 'addresses' : 'notReadyAddresses'
  const total = ready > MAX_CAPACITY ? ready : notReady
  const room = ready > MAX_CAPACITY ? MAX_CAPACITY : MAX_CAPACITY - ready
  let left = room
  return subsets.map(subset => {
    const all = subset[list] ?? []
    const kept = all.slice(0, Math.min(Math.ceil((all.length / total) * room), left))
    left -= kept.length
    const addresses = list === 'addresses' ? kept : subset.addresses
    const notReadyAddresses = list === 'addresses' ? [] : kept
    const cut: EndpointSubset = {}
    if (addresses?.length) cut.addresses = addresses
    if (notReadyAddresses.length) cut.notReadyAddresses = notReadyAddresses
    if (subset.ports) cut.ports = subset.ports
    return cut
  })
}

function sum(subsets: readonly EndpointSubset[], list: 'addresses' | 'notReadyAddresses'): number {
  return subsets.reduce((total, subset) => total + (subset[list]?.length ?? 0), 0)
}
