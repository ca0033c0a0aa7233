import type { PersistentVolume } from '../../api/types.gen.ts'
import { setBlockStorageDefaults } from '../pod/volume-defaults.ts'

/** Completes a volume; its spec may be shared, and is replaced. */
export function setPersistentVolumeDefaults(volume: PersistentVolume): void {
  const { hostPath, iscsi, rbd, azureDisk, scaleIO, ...rest } = volume.spec ?? {}
  const sources = {
    ...(iscsi && { iscsi: { ...iscsi } }),
    ...(rbd && { rbd: { ...rbd } }),
    ...(azureDisk && { azureDisk: { ...azureDisk } }),
    ...(scaleIO && { scaleIO: { ...scaleIO } }),
  }
  setBlockStorageDefaults(sources as Parameters<typeof setBlockStorageDefaults>[0])
  volume.spec = {
    ...rest,
    ...sources,
    ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
    persistentVolumeReclaimPolicy: rest.persistentVolumeReclaimPolicy || 'Retain',
    volumeMode: rest.volumeMode ?? 'Filesystem',
  }
  volume.status = { ...volume.status, phase: volume.status?.phase || 'Pending' }
}
