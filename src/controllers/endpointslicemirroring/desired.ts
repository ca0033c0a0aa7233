import type { DiscoveryV1EndpointPort, Endpoint, EndpointAddress, Endpoints } from '../../api/types.gen.ts'
import { familyOf } from '../../apimachinery/net/ip.ts'
import { endpointKey } from '../endpointslice/endpoint-key.ts'
import { repackSubsets } from '../service-endpoints/repack-subsets.ts'
import { slicePorts } from '../service-endpoints/slice-ports.ts'

const MAX_ENDPOINTS_PER_SUBSET = 1000

/** What one mirrored slice ought to say. */
export interface DesiredMirror {
  addressType: string
  ports: DiscoveryV1EndpointPort[]
  endpoints: Map<string, Endpoint>
}

/** The slices that hand-made Endpoints are mirrored to, by address type and ports; and how many addresses were too many for that. */
export function desiredMirrors(endpoints: Endpoints): { mirrors: Map<string, DesiredMirror>; skipped: number } {
  const mirrors = new Map<string, DesiredMirror>()
  let skipped = 0
  for (const subset of repackSubsets(endpoints.subsets ?? [])) {
    const sorted = slicePorts(
      (subset.ports ?? []).map(({ name = '', port, protocol = 'TCP', appProtocol }) => ({
        name,
        port,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
      })),
    )
    const ready = (subset.addresses ?? []).map(address => ({ address, ready: true }))
    const notReady = (subset.notReadyAddresses ?? []).map(address => ({ address, ready: false }))
    const all = [...ready, ...notReady]
    skipped += Math.max(0, all.length - MAX_ENDPOINTS_PER_SUBSET)
    for (const { address, ready } of all.slice(0, MAX_ENDPOINTS_PER_SUBSET)) {
      const addressType = familyOf(address.ip)
      if (!addressType) continue
      const key = mirrorKey(addressType, sorted.key)
      let mirror = mirrors.get(key)
      if (!mirror) {
        mirror = { addressType, ports: sorted.ports, endpoints: new Map() }
        mirrors.set(key, mirror)
      }
      const endpoint = addressToEndpoint(address, ready)
      mirror.endpoints.set(endpointKey(endpoint), endpoint)
    }
  }
  return { mirrors, skipped }
}

/** The name of the mirror of one address type and one set of ports (the key of `slicePorts`). */
export function mirrorKey(addressType: string, portsKey: string): string {
  return `${addressType} ${portsKey}`
}

function addressToEndpoint({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  const endpoint: Endpoint = { addresses: [ip], conditions: { ready } }
  if (targetRef) endpoint.targetRef = targetRef
  if (nodeName !== undefined) endpoint.nodeName = nodeName
  if (hostname) endpoint.hostname = hostname
  return endpoint
}
