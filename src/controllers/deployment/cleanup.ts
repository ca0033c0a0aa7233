import { UNLIMITED } from './conditions.ts'
import { replicasOf } from './replica-counts.ts'
import { byRevision } from './replica-set-order.ts'
import { REPLICA_SETS, type ReplicaSets, type Rollout } from './rollout.ts'

/** Deletes the oldest of the replica sets that are only history, as far as they are more than revisionHistoryLimit. */
export function cleanupDeployment({ deployment, context }: Rollout, { oldRSs }: ReplicaSets): void {
  const limit = deployment.spec?.revisionHistoryLimit
  if (limit === undefined || limit === UNLIMITED) return
  const cleanable = oldRSs.filter(rs => rs.metadata.deletionTimestamp === undefined).sort(byRevision)
  for (const { metadata, spec, status } of cleanable.slice(0, Math.max(0, cleanable.length - limit))) {
    const isObserved = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0)
    if (replicasOf({ metadata, spec }) !== 0 || (status?.replicas ?? 0) !== 0 || !isObserved) continue
    context.delete(REPLICA_SETS, metadata.namespace!, metadata.name!)
  }
}
