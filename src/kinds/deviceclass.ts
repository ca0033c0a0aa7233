import type { DeviceClass } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { validateSelectors } from './resourceclaim/validation.ts'

const validate = ({ spec }: DeviceClass) => validateSelectors(spec?.selectors, path('spec', 'selectors'))

/** Device classes: which devices a claim may be for. */
export const deviceClass = kind<DeviceClass>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'DeviceClass',
  resource: 'deviceclasses',
  namespaced: false,
  storagePrefix: 'deviceclasses',
  validateName: nameIsDNSSubdomain,
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: ({ metadata }, now) => [metadata.name ?? '', translateTimestampSince(metadata.creationTimestamp, now)],
})
