import { PV_PROTECTION, PVC_PROTECTION, VAC_PROTECTION } from '../../kinds/persistentvolume/protection.ts'
import { resourceId } from '../../kinds/registry.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

const FINALIZERS = new Map([
  ['persistentvolumes', PV_PROTECTION],
  ['persistentvolumeclaims', PVC_PROTECTION],
  ['volumeattributesclasses.storage.k8s.io', VAC_PROTECTION],
])

/** Keeps new volumes, claims and classes from going while they are used. Source: plugin/pkg/admission/storage/storageobjectinuseprotection. */
function admit({ verb, kind, subresource, object }: AdmissionAttributes): void {
  if (verb !== 'create' || subresource !== '' || !object) return
  const finalizer = FINALIZERS.get(resourceId(kind.group, kind.resource))
  const present = object.metadata.finalizers ?? []
  if (finalizer && !present.includes(finalizer)) object.metadata.finalizers = [...present, finalizer]
}

export const storageObjectInUseProtection: AdmissionPlugin = { name: 'StorageObjectInUseProtection', admit }
