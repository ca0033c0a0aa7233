import type { KubeObject } from '../../api/object.ts'
import type { DaemonSet } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels, writeAnnotations, writeLabels } from './labels.ts'
import { podCounts } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'

/** kubectl describe (DaemonSetDescriber). */
export async function describeDaemonSet(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as DaemonSet
  const selector = labelSelectorQuery(spec?.selector)
  const counts = await podCounts(context, object, selector)
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `Selector:\t${selector}\n`)
    w.write(0, `Node-Selector:\t${formatLabels(spec?.template.spec?.nodeSelector)}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}\n`)
    w.write(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}\n`)
    w.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}\n`)
    w.write(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}\n`)
    w.write(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}\n`)
    w.write(0, `Pods Status:\t${counts}\n`)
    writePodTemplate(w, spec?.template ?? {})
    writeEvents(w, events, context.now)
  })
}
