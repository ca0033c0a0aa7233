import type { KubeObject } from '../../api/object.ts'
import type { PersistentVolume, VolumeNodeAffinity } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goList } from './go-values.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeTerm } from './node-selector-terms.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { accessModesText, storageClassOf } from './storage.ts'
import { writeVolumeSource } from './volume-source-format.ts'
import { PERSISTENT_VOLUME_SOURCES } from './volume-sources.ts'

/** kubectl describe (PersistentVolumeDescriber). */
export async function describePersistentVolume(object: KubeObject, context: DescribeContext): Promise<string> {
  const volume = object as PersistentVolume
  const { metadata, spec = {}, status } = volume
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Finalizers:\t${goList(metadata.finalizers)}\n`)
    w.write(0, `StorageClass:\t${storageClassOf(volume)}\n`)
    const ending = metadata.deletionTimestamp
    w.write(
      0,
      `Status:\t${ending ? `Terminating (lasts ${translateTimestampSince(ending, context.now)})` : (status?.phase ?? '')}\n`,
    )
    const claim = spec.claimRef
    w.write(0, `Claim:\t${claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : ''}\n`)
    w.write(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}\n`)
    w.write(0, `Access Modes:\t${accessModesText(spec.accessModes)}\n`)
    if (spec.volumeMode !== undefined) w.write(0, `VolumeMode:\t${spec.volumeMode}\n`)
    w.write(0, `Capacity:\t${canonicalQuantity(spec.capacity?.storage ?? '0')}\n`)
    writeNodeAffinity(w, spec.nodeAffinity)
    w.write(0, `Message:\t${status?.message ?? ''}\n`)
    w.write(0, 'Source:\n')
    if (!writeVolumeSource(w, spec, PERSISTENT_VOLUME_SOURCES)) w.write(1, '<unknown>\n')
    writeEvents(w, events, context.now)
  })
}

function writeNodeAffinity(w: PrefixWriter, affinity: VolumeNodeAffinity | undefined): void {
  w.write(0, 'Node Affinity:\t')
  if (!affinity?.required) {
    w.writeLine('<none>')
    return
  }
  w.writeLine('')
  w.write(1, 'Required Terms:\t')
  const terms = affinity.required.nodeSelectorTerms
  w.writeLine(terms.length === 0 ? '<none>' : '')
  for (const [i, term] of terms.entries()) writeTerm(w, 2, `Term ${i}`, term.matchExpressions ?? [])
}
