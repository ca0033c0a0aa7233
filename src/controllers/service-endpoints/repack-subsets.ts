import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../api/types.gen.ts'
import { endpointPortText, sortByHash, subsetText } from './hash.ts'

/** Which of the addresses (by their number) stand behind a port, and whether each is ready. */
interface PortAddresses {
  port: EndpointPort | undefined
  ready: Map<number, boolean>
}

/**
 * Brings subsets into the one form in which the controllers write them: an address occurs once for each port, not ready wins over
 * ready, ports with the same addresses share a subset, and everything is in a fixed order (RepackSubsets of api/v1/endpoints).
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const addresses: EndpointAddress[] = []
  const byPort = addressesByPort(subsets, addresses)
  const order = addresses.map((_, i) => i).sort((a, b) => compareAddresses(addresses[a]!, addresses[b]!))
  const rank = new Int32Array(addresses.length)
  order.forEach((id, position) => {
    rank[id] = position
  })
  const groups = new Map<string, { ports: EndpointPort[]; ready: Map<number, boolean>; sorted: number[] }>()
  for (const { port, ready } of byPort.values()) {
    const sorted = [...ready.keys()].sort((a, b) => rank[a]! - rank[b]!)
    const key = sorted.map(id => (ready.get(id) ? id : ~id)).join()
    const group = groups.get(key)
    if (!group) groups.set(key, { ports: port ? [port] : [], ready, sorted })
    else if (port) group.ports.push(port)
  }
  const packed = [...groups.values()].map(({ ports, ready, sorted }) => {
    const subset: EndpointSubset = {}
    const readyOnes = sorted.filter(id => ready.get(id))
    if (readyOnes.length) subset.addresses = readyOnes.map(id => addresses[id]!)
    if (readyOnes.length < sorted.length)
      subset.notReadyAddresses = sorted.filter(id => !ready.get(id)).map(id => addresses[id]!)
    if (ports.length) subset.ports = sortByHash(ports, endpointPortText)
    return subset
  })
  return sortByHash(packed, subsetText)
}

/** Numbers the addresses (those of the same IP and target are one), and says which of them stand behind each port. */
function addressesByPort(subsets: readonly EndpointSubset[], addresses: EndpointAddress[]): Map<string, PortAddresses> {
  const ids = new Map<string, number>()
  const byPort = new Map<string, PortAddresses>()
  const add = (entry: PortAddresses, address: EndpointAddress, isReady: boolean) => {
    const key = `${address.ip} ${address.targetRef?.uid ?? ''}`
    let id = ids.get(key)
    if (id === undefined) {
      id = addresses.push(address) - 1
      ids.set(key, id)
    }
    entry.ready.set(id, isReady && entry.ready.get(id) !== false)
  }
  for (const subset of subsets) {
    const ports: (EndpointPort | undefined)[] = subset.ports?.length ? subset.ports : [undefined]
    for (const port of ports) {
      const key = port ? endpointPortText(port) : ''
      let entry = byPort.get(key)
      if (!entry) {
        entry = { port, ready: new Map() }
        byPort.set(key, entry)
      }
      for (const address of subset.addresses ?? []) add(entry, address, true)
      for (const address of subset.notReadyAddresses ?? []) add(entry, address, false)
    }
  }
  return byPort
}

/** By IP as text, then those without a target first, then by the target's uid. */
function compareAddresses(a: EndpointAddress, b: EndpointAddress): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1
  const uidA = a.targetRef?.uid ?? ''
  const uidB = b.targetRef?.uid ?? ''
  return uidA < uidB ? -1 : uidA > uidB ? 1 : 0
}
