import type { PersistentVolume, PersistentVolumeClaim } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { ControllerContext } from '../controller.ts'
import { isBoundTo } from './match.ts'
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, CLAIMS, VOLUMES } from './names.ts'

/** The four steps of binding: each object is made to name the other, and says then that it is bound (bind). */
export function bind(volume: PersistentVolume, claim: PersistentVolumeClaim, context: ControllerContext): void {
  const reserved = reserve(volume, claim, context)
  setVolumePhase(reserved, 'Bound', '', context)
  setClaimBound(nameVolume(claim, reserved, context), reserved, context)
}

/** Makes a volume name the claim that it is for. */
export function reserve(
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
  context: ControllerContext,
): PersistentVolume {
  const { namespace, name, uid, resourceVersion } = claim.metadata
  const was = volume.spec?.claimRef
  const bySomebody = isBoundTo(volume, claim)
  if (bySomebody && was?.uid === uid) return volume
  const reference = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...(resourceVersion !== undefined && { resourceVersion }),
    ...(uid !== undefined && { uid }),
  }
  const annotations = bySomebody
    ? volume.metadata.annotations
    : { ...volume.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' }
  return context.update<PersistentVolume>(VOLUMES, {
    ...volume,
    metadata: { ...volume.metadata, ...(annotations && { annotations }) },
    spec: { ...volume.spec, claimRef: reference },
  })
}

function nameVolume(
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
  context: ControllerContext,
): PersistentVolumeClaim {
  const isNamed = claim.spec?.volumeName === volume.metadata.name
  const annotations = {
    ...claim.metadata.annotations,
    [BIND_COMPLETED]: claim.metadata.annotations?.[BIND_COMPLETED] ?? 'yes',
    ...(!isNamed && { [BOUND_BY_CONTROLLER]: claim.metadata.annotations?.[BOUND_BY_CONTROLLER] ?? 'yes' }),
  }
  if (isNamed && equal(annotations, claim.metadata.annotations)) return claim
  return context.update<PersistentVolumeClaim>(CLAIMS, {
    ...claim,
    metadata: { ...claim.metadata, annotations },
    spec: { ...claim.spec, volumeName: volume.metadata.name! },
  })
}

function setClaimBound(claim: PersistentVolumeClaim, volume: PersistentVolume, context: ControllerContext): void {
  const { status = {} } = claim
  const { accessModes, capacity, volumeAttributesClassName: attributesClass } = volume.spec ?? {}
  const isNew = status.phase !== 'Bound'
  const next = {
    ...status,
    phase: 'Bound',
    ...(accessModes && { accessModes }),
    ...(isNew && capacity && { capacity }),
    ...(isNew && attributesClass !== undefined && { currentVolumeAttributesClassName: attributesClass }),
  }
  if (!equal(next, status)) context.updateStatus(CLAIMS, { ...claim, status: next })
}

/** A claim that is not bound has no capacity; the claim as it is then. */
export function setClaimPhase(
  claim: PersistentVolumeClaim,
  phase: 'Pending' | 'Lost',
  context: ControllerContext,
): PersistentVolumeClaim {
  const { accessModes: _, capacity: __, ...rest } = claim.status ?? {}
  const status = { ...rest, phase }
  return equal(status, claim.status) ? claim : context.updateStatus(CLAIMS, { ...claim, status })
}

/** Sets a volume's phase, and why; says whether that was news. */
export function setVolumePhase(
  volume: PersistentVolume,
  phase: string,
  message: string,
  context: ControllerContext,
): boolean {
  if (volume.status?.phase === phase) return false
  const { message: _, ...rest } = volume.status ?? {}
  context.updateStatus(VOLUMES, { ...volume, status: { ...rest, phase, ...(message !== '' && { message }) } })
  return true
}

/** Takes back that a volume is for a claim; what its author has reserved by name stays so (unbindVolume). */
export function unbind(volume: PersistentVolume, context: ControllerContext): void {
  const { claimRef, ...spec } = volume.spec ?? {}
  const { [BOUND_BY_CONTROLLER]: byController, ...annotations } = volume.metadata.annotations ?? {}
  const { uid: _, ...reference } = claimRef ?? {}
  const next: PersistentVolume = {
    ...volume,
    metadata: { ...volume.metadata, annotations },
    spec: byController === undefined ? { ...spec, claimRef: reference } : spec,
  }
  setVolumePhase(context.update<PersistentVolume>(VOLUMES, next), 'Available', '', context)
}
