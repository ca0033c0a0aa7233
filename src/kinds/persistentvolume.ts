import type { PersistentVolume } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind, type WriteContext } from './kind.ts'
import { accessModesText } from './persistentvolume/access-modes.ts'
import { setPersistentVolumeDefaults } from './persistentvolume/defaults.ts'
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './persistentvolume/validation.ts'
import { persistentVolumeWarnings } from './persistentvolume/warnings.ts'
import { classOfVolume } from './persistentvolumeclaim/class.ts'
import type { Cell } from './table.ts'

/** PersistentVolumes. */
export const persistentVolume = kind<PersistentVolume>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  namespaced: false,
  storagePrefix: 'persistentvolumes',
  validateName: nameIsDNSSubdomain,
  setDefaults: setPersistentVolumeDefaults,
  prepareForCreate(volume, { clock }) {
    volume.status = { lastPhaseTransitionTime: formatTime(clock.now()), phase: 'Pending' }
  },
  prepareForUpdate(volume, old) {
    volume.status = old.status ?? {}
  },
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: volume => persistentVolumeWarnings(volume),
  status: { prepareForUpdate: prepareForStatusUpdate, validateUpdate: () => [] },
  fields: { name: volume => volume.metadata.name ?? '' },
  row,
})

/** The API server notes when the phase changes, unless who changes it does. */
function prepareForStatusUpdate(volume: PersistentVolume, old: PersistentVolume, { clock }: WriteContext): void {
  volume.spec = old.spec ?? {}
  const before = old.status?.lastPhaseTransitionTime
  const given = volume.status?.lastPhaseTransitionTime
  const changed = volume.status?.phase !== old.status?.phase
  const own = given !== undefined && (!changed || given !== before)
  const time = own ? given : changed ? formatTime(clock.now()) : before
  volume.status = { ...volume.status, ...(time !== undefined && { lastPhaseTransitionTime: time }) }
}

/** A volume's row (printPersistentVolume). */
function row(volume: PersistentVolume, now: Date): Cell[] {
  const { metadata, spec = {}, status = {} } = volume
  const { claimRef } = spec
  return [
    metadata.name ?? '',
    spec.capacity?.storage ?? '0',
    accessModesText(spec.accessModes),
    spec.persistentVolumeReclaimPolicy ?? '',
    metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating',
    claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '',
    classOfVolume(volume),
    spec.volumeAttributesClassName ?? '<unset>',
    status.reason ?? '',
    translateTimestampSince(metadata.creationTimestamp, now),
    spec.volumeMode ?? '<unset>',
  ]
}
