import type { Deployment, ReplicaSet } from '../../api/types.gen.ts'
import { desiredReplicasOf, maxReplicasOf, withReplicas } from './annotations.ts'
import { active, desiredCount, isRollingUpdate, maxSurge, replicasOf } from './replica-counts.ts'
import { byCreation, bySizeNewer, bySizeOlder } from './replica-set-order.ts'
import { allOf, REPLICA_SETS, type ReplicaSets, type Rollout, recordEvent } from './rollout.ts'

/**
 * Makes a replica set ask for `size` pods and notes what the Deployment wants on it; an event tells when the size is another.
 * Returns the replica set as it is then.
 */
export function scaleReplicaSet(rollout: Rollout, replicaSet: ReplicaSet, size: number): ReplicaSet {
  const { deployment, context } = rollout
  const old = replicasOf(replicaSet)
  const desired = replicasOf(deployment)
  const annotations = withReplicas(replicaSet.metadata.annotations, desired, desired + maxSurge(deployment))
  if (old === size && annotations === replicaSet.metadata.annotations) return replicaSet
  const scaled = context.update<ReplicaSet>(REPLICA_SETS, {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations },
    spec: { ...replicaSet.spec!, replicas: size },
  })
  if (old !== size) {
    const direction = old < size ? 'up' : 'down'
    const message = `Scaled ${direction} replica set ${scaled.metadata.name} from ${old} to ${size}`
    recordEvent(rollout, 'Normal', 'ScalingReplicaSet', message)
  }
  return scaled
}

/** Whether the Deployment's size has changed since its replica sets were last scaled. */
export function isScalingEvent(deployment: Deployment, replicaSets: ReplicaSets): boolean {
  return active(allOf(replicaSets)).some(rs => {
    const desired = desiredReplicasOf(rs)
    return desired !== undefined && desired !== replicasOf(deployment)
  })
}

/** Gives a Deployment's replica sets the sizes that follow from its own, without rolling anything out. Returns them as they are then. */
export function scale(rollout: Rollout, replicaSets: ReplicaSets): ReplicaSets {
  const { deployment } = rollout
  const wanted = replicasOf(deployment)
  const single = activeOrLatest(replicaSets)
  if (single) {
    if (replicasOf(single) === wanted) return replicaSets
    return replaced(replicaSets, new Map([[single, scaleReplicaSet(rollout, single, wanted)]]))
  }
  if (isSaturated(deployment, replicaSets.newRS)) {
    const scaled = active(replicaSets.oldRSs).map(rs => [rs, scaleReplicaSet(rollout, rs, 0)] as const)
    return replaced(replicaSets, new Map(scaled))
  }
  if (!isRollingUpdate(deployment)) return replicaSets
  const sizes = proportionalSizes(deployment, active(allOf(replicaSets)))
  return replaced(replicaSets, new Map([...sizes].map(([rs, size]) => [rs, scaleReplicaSet(rollout, rs, size)])))
}

function replaced({ newRS, oldRSs }: ReplicaSets, by: ReadonlyMap<ReplicaSet, ReplicaSet>): ReplicaSets {
  return { newRS: newRS && (by.get(newRS) ?? newRS), oldRSs: oldRSs.map(rs => by.get(rs) ?? rs) }
}

/** The only replica set that asks for pods or, where none does, the newest; undefined where several do, or there is none. */
function activeOrLatest({ newRS, oldRSs }: ReplicaSets): ReplicaSet | undefined {
  const asking = active(allOf({ newRS, oldRSs }))
  if (asking.length > 1) return undefined
  return asking[0] ?? newRS ?? [...oldRSs].sort(byCreation).at(-1)
}

/** Whether the new replica set has all the pods that the Deployment wants, and all are available. */
function isSaturated(deployment: Deployment, newRS: ReplicaSet | undefined): boolean {
  const wanted = replicasOf(deployment)
  return (
    newRS !== undefined &&
    replicasOf(newRS) === wanted &&
    desiredReplicasOf(newRS) === wanted &&
    (newRS.status?.availableReplicas ?? 0) === wanted
  )
}

/**
 * The sizes of replica sets in the midst of a rollout whose Deployment is scaled: what is added or removed is shared out in
 * proportion to their sizes, and what rounding leaves goes to the largest.
 */
function proportionalSizes(deployment: Deployment, replicaSets: readonly ReplicaSet[]): Map<ReplicaSet, number> {
  const wanted = replicasOf(deployment)
  const toAdd = (wanted > 0 ? wanted + maxSurge(deployment) : 0) - desiredCount(replicaSets)
  const ordered = toAdd === 0 ? [...replicaSets] : [...replicaSets].sort(toAdd > 0 ? bySizeNewer : bySizeOlder)
  const sizes = new Map<ReplicaSet, number>()
  let added = 0
  for (const rs of ordered) {
    const share = toAdd === added ? 0 : proportion(deployment, rs, toAdd, toAdd - added)
    sizes.set(rs, replicasOf(rs) + share)
    added += share
  }
  const [largest] = ordered
  if (largest && toAdd !== added) sizes.set(largest, Math.max(0, sizes.get(largest)! + toAdd - added))
  return sizes
}

function proportion(deployment: Deployment, replicaSet: ReplicaSet, toAdd: number, allowed: number): number {
  const fraction = fractionOf(deployment, replicaSet)
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed)
}

/** By how much this replica set should grow (or, negative, shrink) to keep its share of the Deployment. */
function fractionOf(deployment: Deployment, replicaSet: ReplicaSet): number {
  const wanted = replicasOf(deployment)
  const size = replicasOf(replicaSet)
  if (wanted === 0) return -size
  const before = maxReplicasOf(replicaSet) || deployment.status?.replicas || 0
  if (before === 0) return 0
  return Math.round((size * (wanted + maxSurge(deployment))) / before) - size
}
