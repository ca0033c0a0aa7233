import type { CSIStorageCapacity } from '../api/types.gen.ts'
import { labelSelectorValue, validateLabelSelector } from '../apimachinery/labels/selector.ts'
import { quantitySign } from '../apimachinery/quantity.ts'
import { type ErrorList, invalid, path, required } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { validateClassName } from './persistentvolume/validation.ts'

/** CSIStorageCapacities: how much of a class there is, and where. */
export const csiStorageCapacity = kind<CSIStorageCapacity>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  resource: 'csistoragecapacities',
  namespaced: true,
  allowUnconditionalUpdate: false,
  storagePrefix: 'csistoragecapacities',
  validateName: nameIsDNSSubdomain,
  validate,
  validateUpdate: (capacity, old) => [
    ...validateImmutableField(
      capacity.nodeTopology && labelSelectorValue(capacity.nodeTopology),
      old.nodeTopology && labelSelectorValue(old.nodeTopology),
      path('nodeTopology'),
    ),
    ...validateImmutableField(capacity.storageClassName, old.storageClassName, path('storageClassName')),
    ...validate(capacity),
  ],
  row: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
})

function validate(capacity: CSIStorageCapacity): ErrorList {
  const { storageClassName, nodeTopology } = capacity
  const className = path('storageClassName')
  return [
    ...validateLabelSelector(nodeTopology, path('nodeTopology')),
    ...(storageClassName ? validateClassName(storageClassName, className) : [required(className)]),
    ...(['capacity', 'maximumVolumeSize'] as const).flatMap(field => {
      const amount = capacity[field]
      if (amount === undefined || quantitySign(amount) >= 0) return []
      return [invalid(field, amount, 'must be greater than or equal to 0')]
    }),
  ]
}
