import type { PersistentVolumeClaim, StorageClass } from '../../api/types.gen.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { hasClass } from '../../kinds/persistentvolumeclaim/class.ts'
import { defaultClassOf } from '../../kinds/storageclass/default-annotation.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

/** Gives claims that say nothing of a class the default one. Source: plugin/pkg/admission/storage/storageclass/setdefault. */
function admit({ verb, kind, subresource, object }: AdmissionAttributes, context: WriteContext): void {
  if (verb !== 'create' || kind.group !== '' || kind.resource !== 'persistentvolumeclaims' || subresource !== '') return
  const claim = object as PersistentVolumeClaim
  if (hasClass(claim)) return
  const name = defaultClassOf(context.list<StorageClass>('storageclasses.storage.k8s.io'))?.metadata.name
  if (name !== undefined) claim.spec = { ...claim.spec, storageClassName: name }
}

export const defaultStorageClass: AdmissionPlugin = { name: 'DefaultStorageClass', admit }
