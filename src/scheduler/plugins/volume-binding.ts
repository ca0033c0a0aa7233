import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/types.gen.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import type { ControllerContext } from '../../controllers/controller.ts'
import { reserve } from '../../controllers/persistentvolume/bind.ts'
import { findVolume, isDelayed, isUsableOn } from '../../controllers/persistentvolume/match.ts'
import {
  BIND_COMPLETED,
  CLAIMS,
  CLASSES,
  NO_PROVISIONER,
  SELECTED_NODE,
  VOLUMES,
} from '../../controllers/persistentvolume/names.ts'
import { classOfClaim } from '../../kinds/persistentvolumeclaim/class.ts'
import { claimNames } from '../claim-names.ts'
import type { Plugin, Rejection } from './plugin.ts'

const NAME = 'VolumeBinding'
const reject = (reason: string): Rejection => ({ plugin: NAME, reasons: [reason], unresolvable: true })
const WRONG_NODE = reject("node(s) didn't match PersistentVolume's node affinity")
const NO_VOLUME = reject("node(s) didn't find available persistent volumes to bind")
const LOST_VOLUME = reject('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)')

/** The pod's claims must be there and, unless they wait for their first consumer, bound; their volumes must be usable on the node. */
export const volumeBinding: Plugin = {
  name: NAME,
  looksAround: true,
  preFilter({ pod, context }) {
    for (const name of claimNames(pod)) {
      const claim = context.get<PersistentVolumeClaim>(CLAIMS, pod.metadata.namespace!, name)
      if (!claim) return reject(`persistentvolumeclaim "${name}" not found`)
      if (claim.metadata.deletionTimestamp) return reject(`persistentvolumeclaim "${name}" is being deleted`)
      if (claim.status?.phase === 'Lost')
        return reject(
          `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`,
        )
      if (!isBound(claim) && !isDelayed(claim, context))
        return reject('pod has unbound immediate PersistentVolumeClaims')
    }
    return undefined
  },
  filter({ pod, context }) {
    const claims = claimsOf(pod, context)
    if (claims.length === 0) return undefined
    const volumes = claims
      .filter(isBound)
      .map(claim => context.get<PersistentVolume>(VOLUMES, '', claim.spec?.volumeName ?? ''))
    return ({ node }) => {
      if (volumes.some(volume => !volume)) return LOST_VOLUME
      if (volumes.some(volume => !isUsableOn(volume!, node))) return WRONG_NODE
      return planFor(claims, node, context) ? undefined : NO_VOLUME
    }
  },
}

/** What is to be done about the claims that wait for a node, once they have this one. */
interface Plan {
  reserved: { claim: PersistentVolumeClaim; volume: PersistentVolume }[]
  provisioned: PersistentVolumeClaim[]
}

function planFor(claims: readonly PersistentVolumeClaim[], node: Node, context: ControllerContext): Plan | undefined {
  const plan: Plan = { reserved: [], provisioned: [] }
  const waiting = claims.filter(claim => !isBound(claim)).sort((a, b) => compareQuantities(sizeOf(a), sizeOf(b)))
  for (const claim of waiting) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE]
    const taken = plan.reserved.map(r => r.volume)
    const volume = selected === undefined ? findVolume(claim, context, { node, delayed: true, taken }) : undefined
    if (volume) plan.reserved.push({ claim, volume })
    else if (isProvisionable(claim, context) && (selected === undefined || selected === node.metadata.name))
      plan.provisioned.push(claim)
    else return undefined
  }
  return plan
}

function isProvisionable(claim: PersistentVolumeClaim, context: ControllerContext): boolean {
  const provisioner = context.get<StorageClass>(CLASSES, '', classOfClaim(claim))?.provisioner
  return provisioner !== undefined && provisioner !== NO_PROVISIONER
}

/**
 * Gives the claims that waited for it the volumes of the pod's node, or tells who makes volumes which node it is. Says whether all
 * claims are bound: only then can the pod go there.
 */
export function bindClaims(context: ControllerContext, pod: Pod, node: Node): boolean {
  const claims = claimsOf(pod, context)
  if (claims.every(isBound)) return true
  const { reserved, provisioned } = planFor(claims, node, context) ?? { reserved: [], provisioned: [] }
  for (const { claim, volume } of reserved) reserve(volume, claim, context)
  for (const claim of provisioned) {
    const { annotations } = claim.metadata
    if (annotations?.[SELECTED_NODE] === node.metadata.name) continue
    const noted = { ...annotations, [SELECTED_NODE]: node.metadata.name! }
    context.update(CLAIMS, { ...claim, metadata: { ...claim.metadata, annotations: noted } })
  }
  return false
}

function claimsOf(pod: Pod, context: ControllerContext): PersistentVolumeClaim[] {
  return claimNames(pod).flatMap(
    name => context.get<PersistentVolumeClaim>(CLAIMS, pod.metadata.namespace!, name) ?? [],
  )
}

const isBound = (claim: PersistentVolumeClaim): boolean =>
  !!claim.spec?.volumeName && claim.metadata.annotations?.[BIND_COMPLETED] !== undefined

const sizeOf = ({ spec }: PersistentVolumeClaim): string => spec?.resources?.requests?.storage ?? '0'
