import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/types.gen.ts'
import { matches, selectorFromLabelSelector } from '../../apimachinery/labels/selector.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import { classOfClaim, classOfVolume } from '../../kinds/persistentvolumeclaim/class.ts'
import { matchesNodeTerm } from '../../scheduler/node-affinity.ts'
import type { ControllerContext } from '../controller.ts'
import { CLASSES, VOLUMES } from './names.ts'

/** Whether a volume is reserved for a claim: by name, and by uid where it says that much (IsVolumeBoundToClaim). */
export function isBoundTo({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec ?? {}
  if (claimRef?.name !== metadata.name || claimRef?.namespace !== metadata.namespace) return false
  return !claimRef!.uid || claimRef!.uid === metadata.uid
}

/** Whether a claim waits until its first consumer has a node, and has none yet. */
export function isDelayed(claim: PersistentVolumeClaim, context: ControllerContext): boolean {
  const name = classOfClaim(claim)
  const storageClass = name === '' ? undefined : context.get<StorageClass>(CLASSES, '', name)
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}

/** Where and among what a volume is looked for. */
interface Search {
  /** Only volumes that this node can use, and that nobody needs to wait for. */
  node?: Node
  /** Of volumes that wait for a consumer, only those that are reserved already. */
  delayed?: boolean
  /** Volumes that are spoken for. */
  taken?: readonly PersistentVolume[]
}

/** The volume for a claim: the one that is reserved for it, or else the smallest that will do (FindMatchingVolume). */
export function findVolume(
  claim: PersistentVolumeClaim,
  context: ControllerContext,
  { node, delayed = false, taken = [] }: Search = {},
): PersistentVolume | undefined {
  const { spec = {} } = claim
  const wanted = sizeOf(spec.resources?.requests)
  const modes = spec.accessModes ?? []
  const usable = context
    .list<PersistentVolume>(VOLUMES)
    .filter(v => modes.every(mode => v.spec?.accessModes?.includes(mode)))
    .filter(
      v => !taken.includes(v) && isOfSameKind(v, claim) && compareQuantities(sizeOf(v.spec?.capacity), wanted) >= 0,
    )
  const reserved = usable.find(volume => isBoundTo(volume, claim))
  if (reserved) return node && !isUsableOn(reserved, node) ? undefined : reserved
  if (delayed && !node) return undefined
  return usable
    .filter(volume => isFree(volume, claim) && (!node || isUsableOn(volume, node)))
    .sort((a, b) => fewerModes(a, b) || compareQuantities(sizeOf(a.spec?.capacity), sizeOf(b.spec?.capacity)))[0]
}

function fewerModes(a: PersistentVolume, b: PersistentVolume): number {
  return (a.spec?.accessModes?.length ?? 0) - (b.spec?.accessModes?.length ?? 0)
}

function isOfSameKind({ metadata, spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  if (metadata.deletionTimestamp !== undefined) return false
  const modesMatch = (spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem')
  return modesMatch && (spec?.volumeAttributesClassName ?? '') === (claim.spec?.volumeAttributesClassName ?? '')
}

function isFree(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { selector } = claim.spec ?? {}
  return (
    !volume.spec?.claimRef &&
    volume.status?.phase === 'Available' &&
    classOfVolume(volume) === classOfClaim(claim) &&
    (!selector || matches(selectorFromLabelSelector(selector), volume.metadata.labels))
  )
}

/** Whether a node has access to a volume. */
export function isUsableOn({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms
  return !terms || terms.some(term => matchesNodeTerm(term, node))
}

function sizeOf(amounts: Record<string, string> | undefined): string {
  return amounts?.storage ?? '0'
}

/** Why a volume that a claim asks for by name is not one for it; undefined where it is (checkVolumeSatisfyClaim). */
export function mismatchOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const { spec = {} } = claim
  if (compareQuantities(sizeOf(volume.spec?.capacity), sizeOf(spec.resources?.requests)) < 0)
    return 'requested PV is too small'
  if (classOfVolume(volume) !== classOfClaim(claim)) return 'storageClassName does not match'
  if (!isOfSameKind({ ...volume, metadata: {} }, claim)) return 'incompatible volumeMode'
  if (!(spec.accessModes ?? []).every(mode => volume.spec?.accessModes?.includes(mode)))
    return 'incompatible accessMode'
  return undefined
}
