import type { KubeObject } from '../../api/object.ts'
import type { ConfigMap } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventReference, searchEvents, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** Unlike other describers, it fails where the events cannot be read. */
export async function describeConfigMap(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, data = {}, binaryData = {} } = object as ConfigMap
  const events = context.showEvents ? await searchEvents(context, eventReference(object)) : undefined
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, '\nData\n====\n')
    for (const key of Object.keys(data).sort()) w.write(0, `${key}:\n----\n${data[key]}\n\n`)
    w.write(0, '\nBinaryData\n====\n')
    for (const key of Object.keys(binaryData).sort()) {
      w.write(0, `${key}: ${Buffer.byteLength(binaryData[key]!, 'base64')} bytes\n`)
    }
    w.write(0, '\n')
    writeEvents(w, events, context.now)
  })
}
