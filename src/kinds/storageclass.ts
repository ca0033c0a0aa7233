import type { StorageClass } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { type ErrorList, forbidden, notSupported, path, required } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { isDefaultClass } from './storageclass/default-annotation.ts'
import { validateParameters, validateProvisioner } from './storageclass/parameters.ts'
import { validateTopologies } from './storageclass/topologies.ts'

const RECLAIM_POLICIES = ['Delete', 'Retain']
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer']

/** StorageClasses. */
export const storageClass = kind<StorageClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  namespaced: false,
  storagePrefix: 'storageclasses',
  validateName: nameIsDNSSubdomain,
  setDefaults(storageClass) {
    storageClass.provisioner ??= ''
    storageClass.reclaimPolicy ??= 'Delete'
    storageClass.volumeBindingMode ??= 'Immediate'
  },
  validate,
  validateUpdate(storageClass, old) {
    const fixed = (['parameters', 'provisioner', 'reclaimPolicy'] as const).filter(
      field => !equal(storageClass[field], old[field]),
    )
    const { volumeBindingMode: mode } = storageClass
    return [
      ...fixed.map(field => forbidden(field, `updates to ${field} are forbidden.`)),
      ...validateImmutableField(mode, old.volumeBindingMode, path('volumeBindingMode')),
    ]
  },
  row: (storageClass, now) => [
    `${storageClass.metadata.name ?? ''}${isDefaultClass(storageClass) ? ' (default)' : ''}`,
    storageClass.provisioner,
    storageClass.reclaimPolicy ?? 'Delete',
    storageClass.volumeBindingMode ?? 'Immediate',
    String(storageClass.allowVolumeExpansion ?? false),
    translateTimestampSince(storageClass.metadata.creationTimestamp, now),
  ],
})

function validate(storageClass: StorageClass): ErrorList {
  const { provisioner, parameters, reclaimPolicy, volumeBindingMode: mode, allowedTopologies = [] } = storageClass
  const modeAt = path('volumeBindingMode')
  return [
    ...validateProvisioner(provisioner, path('provisioner')),
    ...validateParameters(parameters, path('parameters'), true),
    ...(!reclaimPolicy || RECLAIM_POLICIES.includes(reclaimPolicy)
      ? []
      : [notSupported('reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES)]),
    ...(mode === undefined
      ? [required(modeAt)]
      : BINDING_MODES.includes(mode)
        ? []
        : [notSupported(modeAt, mode, BINDING_MODES)]),
    ...validateTopologies(allowedTopologies, path('allowedTopologies')),
  ]
}
