import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { CLAIMS } from '../persistentvolume/names.ts'
import { withOwnerReferences } from '../workloads/claim.ts'
import { recordClaimEvent } from './events.ts'
import { claimsOf, ordinalOf, startOrdinal } from './identity.ts'

/** Creates the claims that the pod of a place lacks. Throws a StatusError for the first that cannot be had, after having tried them all. */
export function createClaims(set: StatefulSet, pod: Pod, context: ControllerContext): void {
  let failure: StatusError | undefined
  for (const { claim } of claimsOf(set, ordinalOf(pod))) {
    const { namespace, name } = claim.metadata
    const present = context.get<PersistentVolumeClaim>(CLAIMS, namespace!, name!)
    if (present?.metadata.deletionTimestamp) failure ??= new StatusError(500, '', `pvc ${name} is being deleted`)
    if (present) continue
    try {
      context.create(CLAIMS, claim)
      recordClaimEvent('Create', set, pod, name!, undefined, context)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      recordClaimEvent('Create', set, pod, name!, error, context)
      failure ??= new StatusError(
        error.status.code,
        error.status.reason ?? '',
        `failed to create PVC ${name}: ${error.message}`,
      )
    }
  }
  if (failure) throw failure
}

/** Whether a claim still belongs to a pod that was here before, with which it is about to go (PodClaimIsStale). */
export function hasStaleClaim(set: StatefulSet, pod: Pod, context: ControllerContext): boolean {
  if (set.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false
  return presentClaims(set, pod, context).some(({ metadata }) =>
    metadata.ownerReferences?.some(r => r.kind === 'Pod' && r.name === pod.metadata.name && r.uid !== pod.metadata.uid),
  )
}

/** Makes the pod's claims owned by whom the retention policy says they go with (UpdatePodClaimForRetentionPolicy). */
export function applyRetentionPolicy(set: StatefulSet, pod: Pod, context: ControllerContext): void {
  for (const claim of presentClaims(set, pod, context)) {
    const references = ownersByPolicy(set, pod, claim)
    if (references) context.update(CLAIMS, withOwnerReferences(claim, references))
  }
}

/** Whether the pod's claims are owned as the retention policy says (ClaimsMatchRetentionPolicy). */
export function claimsMatchRetentionPolicy(set: StatefulSet, pod: Pod, context: ControllerContext): boolean {
  return presentClaims(set, pod, context).every(claim => ownersByPolicy(set, pod, claim) === undefined)
}

function presentClaims(set: StatefulSet, pod: Pod, context: ControllerContext): PersistentVolumeClaim[] {
  return claimsOf(set, ordinalOf(pod)).flatMap(({ claim }) => {
    const present = context.get<PersistentVolumeClaim>(CLAIMS, claim.metadata.namespace!, claim.metadata.name!)
    return present ? [present] : []
  })
}

/** The owners that a claim should have; undefined where it has them. Somebody else's claim is left alone. */
function ownersByPolicy(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim): OwnerReference[] | undefined {
  const references = claim.metadata.ownerReferences ?? []
  if (references.some(r => r.controller && r.uid !== set.metadata.uid && r.uid !== pod.metadata.uid)) return undefined
  const { whenScaled, whenDeleted } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {}
  const place = ordinalOf(pod) - startOrdinal(set)
  const isCondemned = place < 0 || place >= (set.spec?.replicas ?? 1)
  const byPod = whenScaled === 'Delete' && isCondemned
  const bySet = whenDeleted === 'Delete' && !byPod
  const withPod = owned(references, pod, byPod, 'v1', 'Pod')
  const wanted = owned(withPod, set, bySet, 'apps/v1', 'StatefulSet')
  return wanted === references ? undefined : wanted
}

/** The references with or without the owner's; the same list where nothing changes. */
function owned(
  references: OwnerReference[],
  owner: KubeObject,
  should: boolean,
  apiVersion: string,
  kind: string,
): OwnerReference[] {
  const does = references.some(r => r.uid === owner.metadata.uid)
  if (does === should) return references
  return should
    ? [...references, newControllerRef(owner, apiVersion, kind)]
    : references.filter(r => r.uid !== owner.metadata.uid)
}
