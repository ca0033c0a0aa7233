import type { PersistentVolume, PersistentVolumeClaim } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { ControllerContext } from '../controller.ts'
import { setVolumePhase, unbind } from './bind.ts'
import { CLAIMS, COMPONENT, PROVISIONED_BY, VOLUMES } from './names.ts'

/** Brings one volume's phase in line with its claim, and does with it what is to be done once the claim is gone (syncVolume). */
export function syncVolume(volume: PersistentVolume, context: ControllerContext): void {
  const { claimRef } = volume.spec ?? {}
  if (!claimRef?.uid) {
    setVolumePhase(volume, 'Available', '', context)
    return
  }
  const claim = context.get<PersistentVolumeClaim>(CLAIMS, claimRef.namespace ?? '', claimRef.name ?? '')
  if (!claim || claim.metadata.uid !== claimRef.uid) {
    const phase = volume.status?.phase
    if (phase !== 'Released' && phase !== 'Failed') setVolumePhase(volume, 'Released', '', context)
    reclaim(current(volume, context), context)
    return
  }
  // a claim that names no volume yet is brought together with this one when it is its turn
  if (!claim.spec?.volumeName) return
  if (claim.spec.volumeName === volume.metadata.name) setVolumePhase(volume, 'Bound', '', context)
  else if (isProvisioned(volume) && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') {
    setVolumePhase(volume, 'Released', '', context)
    reclaim(current(volume, context), context)
  } else unbind(volume, context)
}

const isProvisioned = ({ metadata }: PersistentVolume): boolean => metadata.annotations?.[PROVISIONED_BY] !== undefined

function current(volume: PersistentVolume, context: ControllerContext): PersistentVolume {
  return context.get<PersistentVolume>(VOLUMES, '', volume.metadata.name!) ?? volume
}

/** What becomes of a volume whose claim is gone (reclaimVolume). */
function reclaim(volume: PersistentVolume, context: ControllerContext): void {
  const { persistentVolumeReclaimPolicy: policy, hostPath, nfs } = volume.spec ?? {}
  if (policy === 'Recycle') {
    if (!hostPath && !nfs) fail(volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!', context)
    else {
      const recycled = { type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled' } as const
      context.event({ about: volume, ...recycled, component: COMPONENT })
      unbind(volume, context)
    }
  } else if (policy === 'Delete' && volume.metadata.deletionTimestamp === undefined) {
    const fault = faultOfDeletion(volume)
    if (fault === undefined) context.delete(VOLUMES, '', volume.metadata.name!)
    else if (fault !== '') fail(volume, 'VolumeFailedDelete', fault, context)
  }
}

/** Why nobody deletes what is in a volume; '' where it is up to a provisioner outside of Kubernetes. */
function faultOfDeletion(volume: PersistentVolume): string | undefined {
  const path = volume.spec?.hostPath?.path
  if (path !== undefined) {
    if (/^\/tmp\/.+/.test(path)) return undefined
    return `host_path deleter only supports /tmp/.+ but received provided ${path}`
  }
  if (isProvisioned(volume)) return ''
  const name = quote(volume.metadata.name ?? '')
  return `error getting deleter volume plugin for volume ${name}: no deletable volume plugin matched`
}

function fail(volume: PersistentVolume, reason: string, message: string, context: ControllerContext): void {
  if (setVolumePhase(volume, 'Failed', message, context))
    context.event({ about: volume, type: 'Warning', reason, message, component: COMPONENT })
}
