import type { DiscoveryV1EndpointPort } from '../../api/types.gen.ts'
import { slicePortText, sortByHash } from './hash.ts'

/** The ports of a slice in the order in which controllers write them, and a text that is the same for the same ports. */
export interface SlicePorts {
  key: string
  ports: DiscoveryV1EndpointPort[]
}

/** Orders ports as the endpoint slice controllers do: by a hash of each (portsInOrder of endpointslice/util). */
export function slicePorts(ports: readonly DiscoveryV1EndpointPort[]): SlicePorts {
  const sorted = sortByHash(ports, slicePortText)
  return { key: sorted.map(slicePortText).join(), ports: sorted }
}
