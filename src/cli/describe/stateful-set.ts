import type { KubeObject } from '../../api/object.ts'
import type { PersistentVolumeClaim, StatefulSet } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goList } from './go-values.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { podCounts } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'
import { storageClassOf } from './storage.ts'
import { rfc1123z } from './times.ts'

/** kubectl describe (StatefulSetDescriber). */
export async function describeStatefulSet(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as StatefulSet
  const selector = labelSelectorQuery(spec?.selector)
  const counts = await podCounts(context, object, selector)
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
    w.write(0, `Selector:\t${selector}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total\n`)
    w.write(0, `Update Strategy:\t${spec?.updateStrategy?.type ?? ''}\n`)
    const { partition, maxUnavailable } = spec?.updateStrategy?.rollingUpdate ?? {}
    if (partition !== undefined) {
      w.write(1, `Partition:\t${partition}\n`)
      if (maxUnavailable !== undefined) w.write(1, `MaxUnavailable:\t${maxUnavailable}\n`)
    }
    w.write(0, `Pods Status:\t${counts}\n`)
    writePodTemplate(w, spec?.template ?? {})
    writeClaimTemplates(w, spec?.volumeClaimTemplates)
    writeEvents(w, events, context.now)
  })
}

function writeClaimTemplates(w: PrefixWriter, templates: readonly PersistentVolumeClaim[] = []): void {
  w.write(0, `Volume Claims:${templates.length === 0 ? '\t<none>' : ''}\n`)
  for (const template of templates) {
    const { metadata, spec } = template
    w.write(1, `Name:\t${metadata.name ?? ''}\n`)
    w.write(1, `StorageClass:\t${storageClassOf(template)}\n`)
    writeLabels(w, 'Labels', metadata.labels, '  ')
    writeLabels(w, 'Annotations', metadata.annotations, '  ')
    const storage = spec?.resources?.requests?.storage
    w.write(1, `Capacity:\t${storage === undefined ? '<default>' : canonicalQuantity(storage)}\n`)
    w.write(1, `Access Modes:\t${goList(spec?.accessModes)}\n`)
  }
}
