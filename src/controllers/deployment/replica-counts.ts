import type { Deployment, ReplicaSet } from '../../api/types.gen.ts'
import { type IntOrString, IntOrStringError, scaledValue } from '../../apimachinery/intstr.ts'

/** How many pods a ReplicaSet or Deployment asks for. */
export function replicasOf(object: ReplicaSet | Deployment): number {
  return object.spec?.replicas ?? 0
}

/** How many pods the replica sets ask for. */
export function desiredCount(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, rs) => sum + replicasOf(rs), 0)
}

/** How many pods the replica sets have. */
export function actualCount(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, rs) => sum + (rs.status?.replicas ?? 0), 0)
}

/** How many pods of the replica sets are available. */
export function availableCount(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, rs) => sum + (rs.status?.availableReplicas ?? 0), 0)
}

/** Those that ask for pods. */
export function active(replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  return replicaSets.filter(rs => replicasOf(rs) > 0)
}

/** Whether old pods are replaced step by step, rather than all at once. */
export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type === 'RollingUpdate'
}

/** How many pods a rolling update may have above and may lack below the wanted number (ResolveFenceposts). */
function limits(deployment: Deployment): { surge: number; unavailable: number } {
  const { maxSurge, maxUnavailable } = deployment.spec?.strategy?.rollingUpdate ?? {}
  const replicas = replicasOf(deployment)
  const surge = scaled(maxSurge, replicas, true)
  const unavailable = scaled(maxUnavailable, replicas, false)
  // both may round to nothing; then one pod at a time is replaced
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

function scaled(value: IntOrString | undefined, total: number, roundUp: boolean): number {
  try {
    return scaledValue(value ?? 0, total, roundUp)
  } catch (error) {
    if (error instanceof IntOrStringError) return 0
    throw error
  }
}

/** How many pods there may be beyond the wanted number. */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? limits(deployment).surge : 0
}

/** How many of the wanted pods may be unavailable. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment)
  if (!isRollingUpdate(deployment) || replicas === 0) return 0
  return Math.min(limits(deployment).unavailable, replicas)
}

/** How many pods the new replica set should ask for next (NewRSNewReplicas). */
export function newReplicaSetSize(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const wanted = replicasOf(deployment)
  if (!isRollingUpdate(deployment)) return wanted
  const room = wanted + maxSurge(deployment) - desiredCount(all)
  return room <= 0 ? current : current + Math.min(room, wanted - current)
}
