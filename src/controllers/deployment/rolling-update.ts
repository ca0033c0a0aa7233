import type { ReplicaSet } from '../../api/types.gen.ts'
import {
  active,
  availableCount,
  desiredCount,
  maxUnavailable,
  newReplicaSetSize,
  replicasOf,
} from './replica-counts.ts'
import { byCreation } from './replica-set-order.ts'
import { allOf, type ReplicaSets, type Rollout } from './rollout.ts'
import { scaleReplicaSet } from './scale.ts'

/** One step of a rolling update: the replica sets after it, and whether anything was scaled. */
export interface Step {
  replicaSets: ReplicaSets
  scaled: boolean
}

/** Lets the new replica set grow as far as the surge allows, or shrink to what is wanted. */
export function reconcileNewReplicaSet(rollout: Rollout, { newRS, oldRSs }: ReplicaSets): Step {
  if (!newRS) return { replicaSets: { newRS, oldRSs }, scaled: false }
  const { deployment } = rollout
  const current = replicasOf(newRS)
  const wanted = replicasOf(deployment)
  const size = current > wanted ? wanted : newReplicaSetSize(deployment, allOf({ newRS, oldRSs }), current)
  if (size === current) return { replicaSets: { newRS, oldRSs }, scaled: false }
  return { replicaSets: { newRS: scaleReplicaSet(rollout, newRS, size), oldRSs }, scaled: true }
}

/** Lets the old replica sets shrink as far as there are enough pods available without them: first by pods that are not. */
export function reconcileOldReplicaSets(rollout: Rollout, { newRS, oldRSs }: ReplicaSets): Step {
  const unchanged = { replicaSets: { newRS, oldRSs }, scaled: false }
  if (!newRS || desiredCount(oldRSs) === 0) return unchanged
  const { deployment } = rollout
  const minAvailable = replicasOf(deployment) - maxUnavailable(deployment)
  const newUnavailable = replicasOf(newRS) - (newRS.status?.availableReplicas ?? 0)
  const most = desiredCount(oldRSs) + replicasOf(newRS) - minAvailable - newUnavailable
  if (most <= 0) return unchanged

  const shrink = new Shrinking(rollout, oldRSs)
  shrink.by(most, rs => replicasOf(rs) - (rs.status?.availableReplicas ?? 0))
  const surplus = availableCount(allOf({ newRS, oldRSs: shrink.replicaSets })) - minAvailable
  shrink.by(surplus, replicasOf)
  return { replicaSets: { newRS, oldRSs: shrink.replicaSets }, scaled: shrink.scaled }
}

/** Old replica sets on their way to nothing, the oldest first. */
class Shrinking {
  replicaSets: ReplicaSet[]
  scaled = false

  constructor(
    private readonly rollout: Rollout,
    replicaSets: readonly ReplicaSet[],
  ) {
    this.replicaSets = [...replicaSets].sort(byCreation)
  }

  /** Takes up to `count` pods, from each replica set no more than `spare` says. */
  by(count: number, spare: (replicaSet: ReplicaSet) => number): void {
    let left = count
    this.replicaSets = this.replicaSets.map(rs => {
      const taken = Math.min(left, spare(rs))
      if (taken <= 0 || replicasOf(rs) === 0) return rs
      left -= taken
      this.scaled = true
      return scaleReplicaSet(this.rollout, rs, replicasOf(rs) - taken)
    })
  }
}

/** Recreate: lets all old replica sets go down to nothing at once. */
export function scaleDownOldReplicaSets(rollout: Rollout, { newRS, oldRSs }: ReplicaSets): Step {
  const scaled = active(oldRSs).length > 0
  const shrunk = oldRSs.map(rs => (replicasOf(rs) > 0 ? scaleReplicaSet(rollout, rs, 0) : rs))
  return { replicaSets: { newRS, oldRSs: shrunk }, scaled }
}
