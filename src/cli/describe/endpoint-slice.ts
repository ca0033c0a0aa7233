import type { KubeObject } from '../../api/object.ts'
import type { Endpoint, EndpointSlice } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

/** kubectl describe (EndpointSliceDescriber). */
export async function describeEndpointSlice(object: KubeObject, context: DescribeContext): Promise<string> {
  const slice = object as EndpointSlice
  const { metadata } = slice
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `AddressType:\t${slice.addressType}\n`)
    writePorts(w, slice)
    w.write(0, `Endpoints:${slice.endpoints?.length ? '' : ' <none>'}\n`)
    for (const endpoint of slice.endpoints ?? []) writeEndpoint(w, endpoint)
    writeEvents(w, events, context.now)
  })
}

function writePorts(w: PrefixWriter, { ports }: EndpointSlice): void {
  if (!ports?.length) {
    w.write(0, 'Ports: <unset>\n')
    return
  }
  w.write(0, 'Ports:\n')
  w.write(1, 'Name\tPort\tProtocol\n')
  w.write(1, '----\t----\t--------\n')
  for (const { name, port, protocol } of ports) {
    w.write(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}\n`)
  }
}

function writeEndpoint(w: PrefixWriter, endpoint: Endpoint): void {
  const { addresses, conditions, hostname, targetRef, nodeName, zone } = endpoint
  w.write(1, `- Addresses:\t${addresses?.join(', ') || '<none>'}\n`)
  w.write(2, 'Conditions:\n')
  w.write(3, `Ready:\t${conditions?.ready ?? '<unset>'}\n`)
  w.write(2, `Hostname:\t${hostname ?? '<unset>'}\n`)
  if (targetRef) w.write(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}\n`)
  w.write(2, `NodeName:\t${nodeName ?? '<unset>'}\n`)
  w.write(2, `Zone:\t${zone ?? '<unset>'}\n`)
}
