import type { EndpointSlice } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

const SHOWN = 3

/** The columns Name, AddressType, Ports, Endpoints and Age. */
export function endpointSliceRow(slice: EndpointSlice, now: Date): Cell[] {
  const ports = (slice.ports ?? []).map(p => (p.port === undefined ? (p.name ?? '*') : String(p.port)))
  const addresses = (slice.endpoints ?? []).flatMap(e => e.addresses ?? [])
  const age = translateTimestampSince(slice.metadata.creationTimestamp, now)
  return [slice.metadata.name!, slice.addressType, shortened(ports), shortened(addresses), age]
}

/** The first three, and how many there are besides. */
function shortened(list: string[]): string {
  const text = list.slice(0, SHOWN).join(',')
  return list.length > SHOWN ? `${text} + ${list.length - SHOWN} more...` : text || '<unset>'
}
