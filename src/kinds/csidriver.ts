import type { CSIDriver } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { validateCSIDriver, validateCSIDriverUpdate } from './csidriver/validation.ts'
import { bumpGeneration } from './generation.ts'
import { kind } from './kind.ts'
import type { Cell } from './table.ts'

/** CSIDrivers. */
export const csiDriver = kind<CSIDriver>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  resource: 'csidrivers',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'csidrivers',
  // a driver's name has a rule of its own, which is part of the validation
  validateName: () => [],
  setDefaults(driver) {
    const spec = driver.spec ?? {}
    driver.spec = {
      ...spec,
      attachRequired: spec.attachRequired ?? true,
      fsGroupPolicy: spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType',
      podInfoOnMount: spec.podInfoOnMount ?? false,
      requiresRepublish: spec.requiresRepublish ?? false,
      seLinuxMount: spec.seLinuxMount ?? false,
      storageCapacity: spec.storageCapacity ?? false,
      volumeLifecycleModes: spec.volumeLifecycleModes?.length ? spec.volumeLifecycleModes : ['Persistent'],
    }
  },
  prepareForUpdate(driver, old) {
    bumpGeneration(driver, old)
  },
  validate: validateCSIDriver,
  validateUpdate: validateCSIDriverUpdate,
  row,
})

/** A driver's row (printCSIDriver). */
function row({ metadata, spec }: CSIDriver, now: Date): Cell[] {
  return [
    metadata.name ?? '',
    String(spec.attachRequired ?? true),
    String(spec.podInfoOnMount ?? false),
    String(spec.storageCapacity ?? false),
    spec.tokenRequests?.length ? spec.tokenRequests.map(request => request.audience || '<none>').join(',') : '<unset>',
    String(spec.requiresRepublish ?? false),
    spec.volumeLifecycleModes?.join(',') || '<none>',
    translateTimestampSince(metadata.creationTimestamp, now),
  ]
}
