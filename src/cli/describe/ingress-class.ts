import type { KubeObject } from '../../api/object.ts'
import type { IngressClass } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (IngressClassDescriber). */
export async function describeIngressClass(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec } = object as IngressClass
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Controller:\t${spec?.controller ?? ''}\n`)
    const parameters = spec?.parameters
    if (parameters) {
      w.write(0, 'Parameters:\n')
      if (parameters.apiGroup !== undefined) w.write(1, `APIGroup:\t${parameters.apiGroup}\n`)
      w.write(1, `Kind:\t${parameters.kind}\n`)
      w.write(1, `Name:\t${parameters.name}\n`)
    }
    writeEvents(w, events, context.now)
  })
}
