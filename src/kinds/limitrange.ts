import type { LimitRange } from '../api/types.gen.ts'
import { type ErrorList, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { completeLimit } from './limitrange/defaults.ts'
import { validateLimits } from './limitrange/validation.ts'

/** LimitRanges. */
export const limitRange = kind<LimitRange>({
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  resource: 'limitranges',
  namespaced: true,
  storagePrefix: 'limitranges',
  validateName: nameIsDNSSubdomain,
  setDefaults(limitRange) {
    limitRange.spec = { ...limitRange.spec, limits: (limitRange.spec?.limits ?? []).map(completeLimit) }
  },
  prepareForCreate(limitRange, context) {
    limitRange.metadata.name ||= context.random.uuid()
  },
  validate,
  validateUpdate: validate,
  row: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
})

function validate({ spec }: LimitRange): ErrorList {
  return validateLimits(spec?.limits ?? [], path('spec', 'limits'))
}
