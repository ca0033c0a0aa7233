import type { KubeObject } from '../../api/object.ts'
import type { PriorityClass } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (PriorityClassDescriber). */
export async function describePriorityClass(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, value, globalDefault, preemptionPolicy, description } = object as PriorityClass
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Value:\t${value ?? 0}\n`)
    w.write(0, `GlobalDefault:\t${globalDefault ?? false}\n`)
    w.write(0, `PreemptionPolicy:\t${preemptionPolicy ?? ''}\n`)
    w.write(0, `Description:\t${description ?? ''}\n`)
    w.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`)
    writeEvents(w, events, context.now)
  })
}
