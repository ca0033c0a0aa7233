import type { KubeObject } from '../../api/object.ts'
import type { VolumeAttributesClass } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (VolumeAttributesClassDescriber). */
export async function describeVolumeAttributesClass(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, driverName, parameters } = object as VolumeAttributesClass
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`)
    w.write(0, `DriverName:\t${driverName}\n`)
    w.write(0, `Parameters:\t${formatLabels(parameters)}\n`)
    writeEvents(w, events, context.now)
  })
}
