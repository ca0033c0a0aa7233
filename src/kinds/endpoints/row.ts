import type { Endpoints } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

const SHOWN = 3

/** The columns Name, Endpoints and Age. */
export function endpointsRow(endpoints: Endpoints, now: Date): Cell[] {
  const { name = '', creationTimestamp } = endpoints.metadata
  return [name, endpointsText(endpoints), translateTimestampSince(creationTimestamp, now)]
}

/** The ready addresses with each port of their subset: the first three, and how many there are besides. */
function endpointsText({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>'
  const shown: string[] = []
  let count = 0
  for (const { addresses = [], ports = [] } of subsets) {
    const suffixes = ports.length ? ports.map(p => `:${p.port}`) : ['']
    count += addresses.length * suffixes.length
    for (const suffix of suffixes)
      for (const { ip } of addresses.slice(0, SHOWN - shown.length))
        shown.push(suffix && ip.includes(':') ? `[${ip}]${suffix}` : `${ip}${suffix}`)
  }
  const text = shown.join(',')
  return count > SHOWN ? `${text} + ${count - SHOWN} more...` : text
}
