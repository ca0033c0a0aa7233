import type { KubeObject } from '../../api/object.ts'
import type { CSINode, CSINodeDriver } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goList } from './go-values.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

/** kubectl describe (CSINodeDescriber). */
export async function describeCSINode(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec } = object as CSINode
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
    w.write(0, 'Spec:\n')
    if (spec?.drivers) w.write(1, 'Drivers:\n')
    for (const driver of spec?.drivers ?? []) writeDriver(w, driver)
    writeEvents(w, events, context.now)
  })
}

function writeDriver(w: PrefixWriter, { name, nodeID, allocatable, topologyKeys }: CSINodeDriver): void {
  w.write(2, `${name}:\n`)
  w.write(3, `Node ID:\t${nodeID}\n`)
  if (allocatable?.count !== undefined) {
    w.write(3, 'Allocatables:\n')
    w.write(4, `Count:\t${allocatable.count}\n`)
  }
  if (topologyKeys) w.write(3, `Topology Keys:\t${goList(topologyKeys)}\n`)
}
