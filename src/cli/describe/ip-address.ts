import type { KubeObject } from '../../api/object.ts'
import type { IPAddress } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (IPAddressDescriber). */
export async function describeIPAddress(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec } = object as IPAddress
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    const parent = spec?.parentRef
    if (parent) {
      w.write(0, 'Parent Reference:\n')
      w.write(1, `Group:\t${parent.group ?? ''}\n`)
      w.write(1, `Resource:\t${parent.resource ?? ''}\n`)
      w.write(1, `Namespace:\t${parent.namespace ?? ''}\n`)
      w.write(1, `Name:\t${parent.name ?? ''}\n`)
    }
    writeEvents(w, events, context.now)
  })
}
