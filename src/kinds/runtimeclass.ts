import type { RuntimeClass } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { quantitySign } from '../apimachinery/quantity.ts'
import { type ErrorList, invalid, path } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { validateLabels } from '../apimachinery/validation/labels.ts'
import { nameIsDNSLabel, nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { validateTolerations } from './pod/validation/tolerations.ts'

/** Runtime classes: what runs the containers of a pod. */
export const runtimeClass = kind<RuntimeClass>({
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  resource: 'runtimeclasses',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'runtimeclasses',
  validateName: nameIsDNSSubdomain,
  validate,
  validateUpdate: ({ handler }, old) => validateImmutableField(handler, old.handler, path('handler')),
  unknownFieldError: 'known',
  row: ({ metadata, handler }, now) => [
    metadata.name ?? '',
    handler ?? '',
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function validate({ handler = '', overhead, scheduling }: RuntimeClass): ErrorList {
  const errors: ErrorList = nameIsDNSLabel(handler, false).map(fault => invalid(path('handler'), handler, fault))
  for (const [name, amount] of Object.entries(overhead?.podFixed ?? {})) {
    const at = path('overhead', 'podFixed').key(name)
    if (quantitySign(amount) < 0) errors.push(invalid(at, amount, 'must be greater than or equal to 0'))
  }
  const at = path('scheduling')
  return [
    ...errors,
    ...validateLabels(scheduling?.nodeSelector, at.child('nodeSelector')),
    ...validateTolerations(scheduling?.tolerations, at.child('tolerations')),
  ]
}
