import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/types.gen.ts'
import { AVAILABLE, newCondition, withCondition } from './conditions.ts'
import { actualCount, availableCount, desiredCount, maxUnavailable, replicasOf } from './replica-counts.ts'
import { allOf, type ReplicaSets } from './rollout.ts'

/** The Deployment's status by its replica sets (calculateStatus). Zero counters are left out, as in Go's JSON. */
export function calculateStatus(deployment: Deployment, replicaSets: ReplicaSets, now: Date): DeploymentStatus {
  const all = allOf(replicaSets)
  const replicas = actualCount(all)
  const updated = replicaSets.newRS?.status?.replicas ?? 0
  const ready = all.reduce((sum, rs) => sum + (rs.status?.readyReplicas ?? 0), 0)
  const available = availableCount(all)
  const unavailable = Math.max(0, desiredCount(all) - available)
  const terminating = terminatingCount(all)
  const old = deployment.status
  return {
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(old?.collisionCount !== undefined ? { collisionCount: old.collisionCount } : {}),
    conditions: withCondition(old?.conditions, availability(deployment, available, now)),
    observedGeneration: deployment.metadata.generation ?? 0,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(replicas > 0 ? { replicas } : {}),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
  }
}

function availability(deployment: Deployment, available: number, now: Date): DeploymentCondition {
  return available >= replicasOf(deployment) - maxUnavailable(deployment)
    ? newCondition(AVAILABLE, 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : newCondition(
        AVAILABLE,
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      )
}

/** How many pods are on their way out; undefined where a replica set that has been looked at does not tell. */
function terminatingCount(replicaSets: readonly ReplicaSet[]): number | undefined {
  let count = 0
  for (const { status } of replicaSets) {
    if (status?.terminatingReplicas !== undefined) count += status.terminatingReplicas
    else if (status?.observedGeneration) return undefined
  }
  return count
}

/** Whether everything is as the Deployment wants it: all pods are of the new template and available, no others are left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment)
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

/** Whether the rollout has come further since the old status: more new pods, fewer old ones, more that are ready or available. */
export function isProgressing(old: DeploymentStatus, status: DeploymentStatus): boolean {
  const oldPods = (s: DeploymentStatus) => (s.replicas ?? 0) - (s.updatedReplicas ?? 0)
  return (
    (status.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    oldPods(status) < oldPods(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  )
}
