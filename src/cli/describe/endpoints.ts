import type { KubeObject } from '../../api/object.ts'
import type { EndpointSubset, Endpoints } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

/** kubectl describe (EndpointsDescriber). */
export async function describeEndpoints(object: KubeObject, context: DescribeContext): Promise<string> {
  const endpoints = object as Endpoints
  const { metadata } = endpoints
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, 'Subsets:\n')
    for (const subset of endpoints.subsets ?? []) writeSubset(w, subset)
    writeEvents(w, events, context.now)
  })
}

function writeSubset(w: PrefixWriter, { addresses, notReadyAddresses, ports }: EndpointSubset): void {
  const ips = (list: { ip: string }[] = []): string => list.map(({ ip }) => ip).join(',') || '<none>'
  w.write(1, `Addresses:\t${ips(addresses)}\n`)
  w.write(1, `NotReadyAddresses:\t${ips(notReadyAddresses)}\n`)
  if (ports?.length) {
    w.write(1, 'Ports:\n')
    w.write(2, 'Name\tPort\tProtocol\n')
    w.write(2, '----\t----\t--------\n')
    for (const { name, port, protocol } of ports) w.write(2, `${name || '<unset>'}\t${port}\t${protocol ?? ''}\n`)
  }
  w.write(0, '\n')
}
