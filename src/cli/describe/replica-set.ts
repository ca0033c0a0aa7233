import type { KubeObject } from '../../api/object.ts'
import type { ReplicaSet } from '../../api/types.gen.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import { writeReasons } from './conditions.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeControlledBy } from './owner.ts'
import { podCounts } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'

/** kubectl describe (ReplicaSetDescriber). */
export async function describeReplicaSet(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as ReplicaSet
  const counts = await podCounts(context, object, labelSelectorQuery(spec?.selector)).catch(
    (error: Error) => `error in fetching pods: ${error.message}`,
  )
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `Selector:\t${labelSelectorText(spec?.selector)}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    writeControlledBy(w, object)
    w.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired\n`)
    w.write(0, `Pods Status:\t${counts}\n`)
    writePodTemplate(w, spec?.template ?? {})
    writeReasons(w, status?.conditions)
    writeEvents(w, events, context.now)
  })
}
