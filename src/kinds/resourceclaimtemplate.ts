import type { ResourceClaimTemplate } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { path } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { setClaimDefaults } from './resourceclaim/defaults.ts'
import { validateClaimSpec } from './resourceclaim/validation.ts'

/** What the claims that pods make for themselves look like. */
export const resourceClaimTemplate = kind<ResourceClaimTemplate>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaimTemplate',
  resource: 'resourceclaimtemplates',
  namespaced: true,
  storagePrefix: 'resourceclaimtemplates',
  validateName: nameIsDNSSubdomain,
  setDefaults: template => setClaimDefaults(template.spec?.spec),
  validate: template => validateClaimSpec(template.spec?.spec, path('spec', 'spec')),
  validateUpdate: (template, old) => validateImmutableField(template.spec, old.spec, path('spec')),
  unknownFieldError: 'known',
  row: ({ metadata }, now) => [metadata.name ?? '', translateTimestampSince(metadata.creationTimestamp, now)],
})
