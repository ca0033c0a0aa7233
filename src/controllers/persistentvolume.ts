import type { KubeObject } from '../api/object.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../api/types.gen.ts'
import { claimNames } from '../scheduler/claim-names.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, keyOfPresent, objectKey, splitKey } from './controller.ts'
import { syncClaim } from './persistentvolume/claim.ts'
import { CLAIMS, CLASSES, VOLUMES } from './persistentvolume/names.ts'
import { syncVolume } from './persistentvolume/volume.ts'

/**
 * How often the real controller looks at everything again: between two looks, a volume that has become free wakes no claim. The pods that
 * wait for a claim wait for that long here too; a claim that nothing waits for need not.
 */
const RESYNC_SECONDS = 15
/** The "namespace" of keys that stand for a look at all pending claims. */
const RESYNC = '*'

/** Keys without a namespace are those of volumes. */
function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  if (namespace === RESYNC) {
    for (const claim of pendingClaims(context)) syncClaim(claim, context)
    return
  }
  if (namespace === '') {
    const volume = context.get<PersistentVolume>(VOLUMES, '', name)
    if (volume) syncVolume(volume, context)
    return
  }
  const claim = context.get<PersistentVolumeClaim>(CLAIMS, namespace, name)
  if (claim && claim.metadata.deletionTimestamp === undefined) syncClaim(claim, context)
}

/** A claim concerns itself and its volume; one that is gone, the volume that was reserved for it. */
function keysOfClaim(change: Change, context: ControllerContext): string[] {
  const claim = change.object as PersistentVolumeClaim
  const { namespace, name } = claim.metadata
  const reserved = context
    .list<PersistentVolume>(VOLUMES)
    .filter(({ spec }) => spec?.claimRef?.namespace === namespace && spec?.claimRef?.name === name)
  return [...keyOfPresent(change), ...reserved.map(objectKey)]
}

/** A volume concerns itself and its claim; one that has become free, all claims that have none. */
function keysOfVolume(change: Change, context: ControllerContext): string[] {
  const { type, object, old } = change
  const volume = object as PersistentVolume
  const { claimRef } = volume.spec ?? {}
  const wasFree = (old as PersistentVolume | undefined)?.status?.phase === 'Available'
  const isFree = volume.status?.phase === 'Available' && !wasFree && type !== 'DELETED'
  return [
    ...keyOfPresent(change),
    ...(claimRef?.namespace && claimRef.name ? [`${claimRef.namespace}/${claimRef.name}`] : []),
    ...(isFree ? keysOfPendingClaims(volume, context) : []),
  ]
}

/**
 * The pending claims that no pod waits for; for the others, asks for a resync. Each cause has a key of its own: a later one must not put
 * off the resync that an earlier one has asked for.
 */
function keysOfPendingClaims(cause: KubeObject, context: ControllerContext): string[] {
  const pending = pendingClaims(context)
  if (pending.length === 0) return []
  const awaited = new Set(context.list<Pod>('pods').filter(waitsForNode).flatMap(keysOfClaimsOf))
  const at = new Date(context.clock.now().getTime() + RESYNC_SECONDS * 1000)
  const keys = pending.map(objectKey)
  if (keys.some(key => awaited.has(key))) context.requeueAt(`${RESYNC}/${cause.kind} ${cause.metadata.name}`, at)
  return keys.filter(key => !awaited.has(key))
}

const waitsForNode = (pod: Pod): boolean => !pod.spec?.nodeName

function pendingClaims(context: ControllerContext): PersistentVolumeClaim[] {
  return context
    .list<PersistentVolumeClaim>(CLAIMS)
    .filter(({ metadata, status }) => status?.phase === 'Pending' && metadata.deletionTimestamp === undefined)
}

/** A pod that has come tells the claims that wait for it. */
function keysOfPod({ type, object }: Change): string[] {
  const pod = object as Pod
  if (type !== 'ADDED') return []
  return keysOfClaimsOf(pod)
}

function keysOfClaimsOf(pod: Pod): string[] {
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
    [CLASSES]: ({ type, object }, context) => (type === 'DELETED' ? [] : keysOfPendingClaims(object, context)),
  },
  sync,
}
