import type { KubeObject } from '../../api/object.ts'
import type { ServiceCIDR } from '../../api/types.gen.ts'
import { writeTransitions } from './conditions.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (ServiceCIDRDescriber). */
export async function describeServiceCIDR(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as ServiceCIDR
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `CIDRs:\t${(spec?.cidrs ?? []).join(', ')}\n`)
    if (status?.conditions?.length) {
      w.write(0, 'Status:\n')
      writeTransitions(w, status.conditions)
    }
    writeEvents(w, events, context.now)
  })
}
