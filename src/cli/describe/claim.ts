import type { PersistentVolumeClaim } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import type { PrefixWriter } from './prefix-writer.ts'
import { accessModesText, storageClassOf } from './storage.ts'

/** What is only known of a claim that exists, as opposed to the template of one. */
export interface ClaimIdentity {
  status: string
  finalizers: string
}

/** A PersistentVolumeClaim, or (without `identity`) a template of claims. */
export function writeClaim(w: PrefixWriter, claim: PersistentVolumeClaim, identity?: ClaimIdentity): void {
  const { metadata, spec = {}, status } = claim
  if (identity) {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
  }
  w.write(0, `StorageClass:\t${storageClassOf(claim)}\n`)
  if (identity) w.write(0, `Status:\t${identity.status}\n`)
  w.write(0, `Volume:\t${spec.volumeName ?? ''}\n`)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  if (identity) w.write(0, `Finalizers:\t${identity.finalizers}\n`)
  const bound = Boolean(spec.volumeName)
  w.write(0, `Capacity:\t${bound ? canonicalQuantity(status?.capacity?.storage ?? '0') : ''}\n`)
  w.write(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}\n`)
  if (spec.volumeMode !== undefined) w.write(0, `VolumeMode:\t${spec.volumeMode}\n`)
  if (!spec.dataSource) return
  w.write(0, 'DataSource:\n')
  if (spec.dataSource.apiGroup !== undefined) w.write(1, `APIGroup:\t${spec.dataSource.apiGroup}\n`)
  w.write(1, `Kind:\t${spec.dataSource.kind}\n`)
  w.write(1, `Name:\t${spec.dataSource.name}\n`)
}
