import type { EndpointSlice } from '../../api/types.gen.ts'

const MAX_SHOWN = 3

/**
 * The ready endpoints behind a service port on one line: `10.0.0.1:80,10.0.0.2:80`, after three `+ 2 more...`; addresses
 * alone for slices without ports; `<none>` only where there is no slice at all.
 */
export function endpointsSummary(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const shown: string[] = []
  let count = 0
  let more = false
  for (const slice of slices) {
    for (const port of portsOf(slice, portName)) {
      for (const { addresses, conditions } of slice.endpoints ?? []) {
        // As kubectl does, an endpoint past the third counts as "more" even when it is not ready.
        if (shown.length === MAX_SHOWN) more = true
        if (conditions?.ready === false) continue
        if (!more) shown.push(port === undefined ? addresses[0]! : joinHostPort(addresses[0]!, port))
        count++
      }
    }
  }
  return more ? `${shown.join(',')} + ${count - MAX_SHOWN} more...` : shown.join(',')
}

/** The numbers of the ports of that name; one undefined for a slice of a service without ports. */
function portsOf(slice: EndpointSlice, portName: string): (number | undefined)[] {
  if (!slice.ports?.length) return [undefined]
  return slice.ports.filter(port => (port.name ?? '') === portName).map(port => port.port ?? 0)
}

function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
