import type { VolumeAttributesClass } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { forbidden, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { isDefaultClass } from './storageclass/default-annotation.ts'
import { validateParameters, validateProvisioner } from './storageclass/parameters.ts'

/** VolumeAttributesClasses. */
export const volumeAttributesClass = kind<VolumeAttributesClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttributesClass',
  resource: 'volumeattributesclasses',
  namespaced: false,
  storagePrefix: 'volumeattributesclasses',
  validateName: nameIsDNSSubdomain,
  validate: ({ driverName, parameters }) => [
    ...validateProvisioner(driverName ?? '', path('driverName')),
    ...validateParameters(parameters, path('parameters'), false),
  ],
  validateUpdate: (attributesClass, old) =>
    (['driverName', 'parameters'] as const)
      .filter(field => !equal(attributesClass[field], old[field]))
      .map(field => forbidden(field, `updates to ${field} are forbidden.`)),
  row: (attributesClass, now) => [
    `${attributesClass.metadata.name ?? ''}${isDefaultClass(attributesClass) ? ' (default)' : ''}`,
    attributesClass.driverName,
    translateTimestampSince(attributesClass.metadata.creationTimestamp, now),
  ],
})
