import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { classOfClaim, hasClass } from '../../kinds/persistentvolumeclaim/class.ts'
import { defaultClassOf } from '../../kinds/storageclass/default-annotation.ts'
import { claimNames } from '../../scheduler/claim-names.ts'
import type { ControllerContext } from '../controller.ts'
import { bind, setClaimPhase } from './bind.ts'
import { findVolume, isBoundTo, isDelayed, mismatchOf } from './match.ts'
import {
  BETA_PROVISIONER,
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  CLAIMS,
  CLASSES,
  COMPONENT,
  PROVISIONER,
  SELECTED_NODE,
  VOLUMES,
} from './names.ts'

/** Brings one claim together with its volume, or says why that cannot be (syncClaim). */
export function syncClaim(claim: PersistentVolumeClaim, context: ControllerContext): void {
  if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) syncBound(claim, context)
  else if (claim.spec?.volumeName) syncNamed(claim, claim.spec.volumeName, context)
  else syncUnbound(claim, context)
}

function syncUnbound(unclassed: PersistentVolumeClaim, context: ControllerContext): void {
  const claim = withDefaultClass(unclassed, context)
  const delayed = isDelayed(claim, context)
  const volume = findVolume(claim, context, { delayed })
  if (volume) {
    bind(volume, claim, context)
    return
  }
  const nodeIsKnown = claim.metadata.annotations?.[SELECTED_NODE] !== undefined
  if (delayed && !nodeIsKnown) recordWaiting(claim, context)
  else if (classOfClaim(claim) !== '') provision(claim, context)
  else {
    const message = 'no persistent volumes available for this claim and no storage class is set'
    record(claim, 'Normal', 'FailedBinding', message, context)
  }
  setClaimPhase(current(claim, context), 'Pending', context)
}

/** A claim that came before there was a default class gets it now (assignDefaultStorageClass). */
function withDefaultClass(claim: PersistentVolumeClaim, context: ControllerContext): PersistentVolumeClaim {
  if (hasClass(claim)) return claim
  const name = defaultClassOf(context.list<StorageClass>(CLASSES))?.metadata.name
  if (name === undefined) return claim
  return context.update(CLAIMS, { ...claim, spec: { ...claim.spec, storageClassName: name } })
}

function recordWaiting(claim: PersistentVolumeClaim, context: ControllerContext): void {
  const pods = context
    .list<Pod>('pods', claim.metadata.namespace)
    .filter(pod => !pod.spec?.nodeName && claimNames(pod).includes(claim.metadata.name!))
    .map(pod => pod.metadata.name)
  const waiting = pods.length > 0
  const message = waiting
    ? `waiting for ${pods.length > 1 ? 'pods' : 'pod'} ${pods.join(',')} to be scheduled`
    : 'waiting for first consumer to be created before binding'
  record(claim, 'Normal', waiting ? 'WaitForPodScheduled' : 'WaitForFirstConsumer', message, context)
}

/** Volumes are made by somebody outside of Kubernetes: the claim tells by whom (provisionClaim). */
function provision(claim: PersistentVolumeClaim, context: ControllerContext): void {
  const name = classOfClaim(claim)
  const storageClass = context.get<StorageClass>(CLASSES, '', name)
  const fail = (message: string) => record(claim, 'Warning', 'ProvisioningFailed', message, context)
  if (!storageClass) {
    fail(`storageclass.storage.k8s.io ${quote(name)} not found`)
    return
  }
  const { provisioner } = storageClass
  if (provisioner.startsWith('kubernetes.io/')) {
    fail(`no volume plugin matched name: ${provisioner}`)
    return
  }
  const { annotations } = claim.metadata
  if (annotations?.[PROVISIONER] !== provisioner) {
    const noted = { ...annotations, [BETA_PROVISIONER]: provisioner, [PROVISIONER]: provisioner }
    context.update(CLAIMS, { ...claim, metadata: { ...claim.metadata, annotations: noted } })
  }
  const advice =
    'If volume creation is delayed, please verify that the provisioner is running and correctly registered.'
  const by = `either by the external provisioner '${provisioner}' or manually by the system administrator`
  record(claim, 'Normal', 'ExternalProvisioning', `Waiting for a volume to be created ${by}. ${advice}`, context)
}

/** A claim that asks for a volume by name. */
function syncNamed(claim: PersistentVolumeClaim, name: string, context: ControllerContext): void {
  const volume = context.get<PersistentVolume>(VOLUMES, '', name)
  if (volume && isBoundTo(volume, claim)) {
    bind(volume, claim, context)
    return
  }
  if (volume && !volume.spec?.claimRef) {
    const mismatch = mismatchOf(volume, claim)
    if (mismatch === undefined) {
      bind(volume, claim, context)
      return
    }
    const message = `Cannot bind to requested volume ${quote(name)}: ${mismatch}`
    record(claim, 'Warning', 'VolumeMismatch', message, context)
  } else if (volume && claim.metadata.annotations?.[BOUND_BY_CONTROLLER] === undefined) {
    const message = `volume ${quote(name)} already bound to a different claim.`
    record(claim, 'Warning', 'FailedBinding', message, context)
  }
  setClaimPhase(claim, 'Pending', context)
}

function syncBound(claim: PersistentVolumeClaim, context: ControllerContext): void {
  const name = claim.spec?.volumeName
  if (!name) {
    lose(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!', context)
    return
  }
  const volume = context.get<PersistentVolume>(VOLUMES, '', name)
  if (!volume)
    lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!', context)
  else if (!volume.spec?.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) bind(volume, claim, context)
  else {
    const message = 'Two claims are bound to the same volume, this one is bound incorrectly'
    lose(claim, 'ClaimMisbound', message, context)
  }
}

function lose(claim: PersistentVolumeClaim, reason: string, message: string, context: ControllerContext): void {
  if (claim.status?.phase === 'Lost') return
  setClaimPhase(claim, 'Lost', context)
  record(claim, 'Warning', reason, message, context)
}

function current(claim: PersistentVolumeClaim, context: ControllerContext): PersistentVolumeClaim {
  return context.get<PersistentVolumeClaim>(CLAIMS, claim.metadata.namespace!, claim.metadata.name!) ?? claim
}

function record(
  claim: PersistentVolumeClaim,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  context: ControllerContext,
): void {
  context.event({ about: claim, type, reason, message, component: COMPONENT })
}
