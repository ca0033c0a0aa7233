import type { KubeObject } from '../../api/object.ts'
import type { ReplicationController } from '../../api/types.gen.ts'
import { writeReasons } from './conditions.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels, writeAnnotations, writeLabels } from './labels.ts'
import { podCounts } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (ReplicationControllerDescriber). */
export async function describeReplicationController(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as ReplicationController
  const selector = Object.entries(spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`)
  const counts = await podCounts(context, object, selector.sort().join(','))
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `Selector:\t${formatLabels(spec?.selector)}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired\n`)
    w.write(0, `Pods Status:\t${counts}\n`)
    writePodTemplate(w, spec?.template)
    writeReasons(w, status?.conditions)
    writeEvents(w, events, context.now)
  })
}
