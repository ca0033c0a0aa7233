import type { PersistentVolumeClaim } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { accessModesText } from './persistentvolume/access-modes.ts'
import { classAnnotationWarnings } from './persistentvolume/warnings.ts'
import { classOfClaim } from './persistentvolumeclaim/class.ts'
import { normalizeDataSources } from './persistentvolumeclaim/data-source.ts'
import { validateClaim, validateClaimStatus, validateClaimUpdate } from './persistentvolumeclaim/validation.ts'
import { fractionalWarning } from './pod/fractional-warning.ts'
import type { Cell } from './table.ts'

/** PersistentVolumeClaims. */
export const persistentVolumeClaim = kind<PersistentVolumeClaim>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  namespaced: true,
  storagePrefix: 'persistentvolumeclaims',
  validateName: nameIsDNSSubdomain,
  setDefaults(claim) {
    const { spec, status } = claim
    claim.spec = { ...spec, resources: spec?.resources ?? {}, volumeMode: spec?.volumeMode ?? 'Filesystem' }
    claim.status = { ...status, phase: status?.phase || 'Pending' }
  },
  prepareForCreate(claim) {
    claim.spec = normalizeDataSources(claim.spec ?? {})
    claim.status = { phase: 'Pending' }
  },
  prepareForUpdate(claim, old) {
    claim.spec = normalizeDataSources(claim.spec ?? {})
    claim.status = old.status ?? {}
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings: ({ metadata, spec }) => [
    ...classAnnotationWarnings(metadata.annotations, path('metadata', 'annotations')),
    ...fractionalWarning(spec?.resources?.requests, 'storage', path('spec', 'resources', 'requests')),
    ...fractionalWarning(spec?.resources?.limits, 'storage', path('spec', 'resources', 'limits')),
  ],
  status: {
    prepareForUpdate(claim, old) {
      claim.spec = old.spec ?? {}
    },
    validateUpdate: validateClaimStatus,
  },
  fields: { name: claim => claim.metadata.name ?? '' },
  row,
})

/** A claim's row (printPersistentVolumeClaim). */
function row(claim: PersistentVolumeClaim, now: Date): Cell[] {
  const { metadata, spec = {}, status = {} } = claim
  const isBound = !!spec.volumeName
  return [
    metadata.name ?? '',
    metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating',
    spec.volumeName ?? '',
    isBound ? (status.capacity?.storage ?? '0') : '',
    isBound ? accessModesText(status.accessModes) : '',
    classOfClaim(claim),
    spec.volumeAttributesClassName ?? '<unset>',
    translateTimestampSince(metadata.creationTimestamp, now),
    spec.volumeMode ?? '<unset>',
  ]
}
