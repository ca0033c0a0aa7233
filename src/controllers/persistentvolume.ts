import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../api/types.gen.ts'
import { claimNames } from '../scheduler/claim-names.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { syncClaim } from './persistentvolume/claim.ts'
import { CLAIMS, VOLUMES } from './persistentvolume/names.ts'
import { syncVolume } from './persistentvolume/volume.ts'

/** Keys without a namespace are those of volumes. */
function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  if (namespace === '') {
    const volume = context.get<PersistentVolume>(VOLUMES, '', name)
    if (volume) syncVolume(volume, context)
    return
  }
  const claim = context.get<PersistentVolumeClaim>(CLAIMS, namespace, name)
  if (claim && claim.metadata.deletionTimestamp === undefined) syncClaim(claim, context)
}

/** A claim concerns itself and its volume; one that is gone, the volume that was reserved for it. */
function keysOfClaim({ type, object }: Change, context: ControllerContext): string[] {
  const claim = object as PersistentVolumeClaim
  const { namespace, name } = claim.metadata
  const reserved = context
    .list<PersistentVolume>(VOLUMES)
    .filter(({ spec }) => spec?.claimRef?.namespace === namespace && spec?.claimRef?.name === name)
  return [...(type === 'DELETED' ? [] : [objectKey(claim)]), ...reserved.map(objectKey)]
}

/** A volume concerns itself and its claim; one that has become free, all claims that have none. */
function keysOfVolume({ type, object, old }: Change, context: ControllerContext): string[] {
  const volume = object as PersistentVolume
  const { claimRef } = volume.spec ?? {}
  const wasFree = (old as PersistentVolume | undefined)?.status?.phase === 'Available'
  const isFree = volume.status?.phase === 'Available' && !wasFree && type !== 'DELETED'
  return [
    ...(type === 'DELETED' ? [] : [objectKey(volume)]),
    ...(claimRef?.namespace && claimRef.name ? [`${claimRef.namespace}/${claimRef.name}`] : []),
    ...(isFree ? pendingClaims(context) : []),
  ]
}

function pendingClaims(context: ControllerContext): string[] {
  return context
    .list<PersistentVolumeClaim>(CLAIMS)
    .filter(({ status }) => status?.phase === 'Pending')
    .map(objectKey)
}

/** A pod that has come tells the claims that wait for it. */
function keysOfPod({ type, object }: Change): string[] {
  const pod = object as Pod
  if (type !== 'ADDED') return []
  return claimNames(pod).map(name => `${pod.metadata.namespace}/${name}`)
}

/** Binds claims to volumes. */
export const persistentVolumeController: Controller = {
  name: 'persistentvolume-binder',
  manager: 'kube-controller-manager',
  watches: {
    [CLAIMS]: keysOfClaim,
    [VOLUMES]: keysOfVolume,
    pods: keysOfPod,
    'storageclasses.storage.k8s.io': ({ type }, context) => (type === 'DELETED' ? [] : pendingClaims(context)),
  },
  sync,
}
