import type { PersistentVolumeClaim, StorageClass } from '../../api/types.gen.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { classOfClaim } from '../../kinds/persistentvolumeclaim/class.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

/** Claims may grow once they are bound, if their class says so. Source: plugin/pkg/admission/storage/persistentvolume/resize. */
function validate(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, subresource, object, old } = attributes
  if (verb !== 'update' || kind.group !== '' || kind.resource !== 'persistentvolumeclaims' || subresource !== '') return
  const claim = object as PersistentVolumeClaim
  const before = old as PersistentVolumeClaim
  const [size, oldSize] = [claim, before].map(c => c.spec?.resources?.requests?.storage ?? '0') as [string, string]
  if (compareQuantities(size, oldSize) <= 0) return
  if (before.status?.phase !== 'Bound') throw refuse(attributes, 'Only bound persistent volume claims can be expanded')
  const className = classOfClaim(claim)
  const same = className !== '' && className === classOfClaim(before)
  const storageClass = same ? context.get<StorageClass>('storageclasses.storage.k8s.io', '', className) : undefined
  if (storageClass?.allowVolumeExpansion) return
  const why =
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize'
  throw refuse(attributes, why)
}

export const persistentVolumeClaimResize: AdmissionPlugin = { name: 'PersistentVolumeClaimResize', validate }
