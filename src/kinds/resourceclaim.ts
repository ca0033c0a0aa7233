import type { ResourceV1ResourceClaim as ResourceClaim } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { path } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { setClaimDefaults } from './resourceclaim/defaults.ts'
import { validateClaimSpec } from './resourceclaim/validation.ts'

/** Claims to devices. No driver is there to give any: they stay pending. */
export const resourceClaim = kind<ResourceClaim>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaim',
  resource: 'resourceclaims',
  namespaced: true,
  storagePrefix: 'resourceclaims',
  validateName: nameIsDNSSubdomain,
  setDefaults: claim => setClaimDefaults(claim.spec),
  prepareForCreate(claim) {
    claim.status = {}
  },
  prepareForUpdate(claim, old) {
    claim.status = old.status ?? {}
  },
  validate: claim => validateClaimSpec(claim.spec, path('spec')),
  validateUpdate: (claim, old) => validateImmutableField(claim.spec, old.spec, path('spec')),
  status: {
    prepareForUpdate(claim, old) {
      claim.spec = old.spec
    },
    validateUpdate: () => [],
  },
  unknownFieldError: 'known',
  row: (claim, now) => [
    claim.metadata.name ?? '',
    stateText(claim),
    translateTimestampSince(claim.metadata.creationTimestamp, now),
  ],
})

function stateText({ metadata, status }: ResourceClaim): string {
  const deleted = metadata.deletionTimestamp !== undefined
  const states = deleted ? ['deleted'] : []
  if (!status?.allocation) return [...states, ...(deleted ? [] : ['pending'])].join(',')
  return [...states, 'allocated', ...(status.reservedFor?.length ? ['reserved'] : [])].join(',')
}
