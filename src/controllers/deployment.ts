import type { Deployment, Pod, ReplicaSet } from '../api/types.gen.ts'
import { controllerOf, newControllerRef } from '../apimachinery/controller-ref.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { cleanupDeployment } from './deployment/cleanup.ts'
import { syncRevision } from './deployment/new-replica-set.ts'
import { checkPausedConditions } from './deployment/pause.ts'
import { syncDeploymentStatus, syncRolloutStatus } from './deployment/progress.ts'
import {
  reconcileNewReplicaSet,
  reconcileOldReplicaSets,
  scaleDownOldReplicaSets,
} from './deployment/rolling-update.ts'
import {
  allOf,
  DEPLOYMENT_CONTROLLER,
  DEPLOYMENTS,
  REPLICA_SETS,
  type ReplicaSets,
  type Rollout,
} from './deployment/rollout.ts'
import { isScalingEvent, scale } from './deployment/scale.ts'
import { isComplete } from './deployment/status.ts'
import { deploymentWatches } from './deployment/watches.ts'
import { type Claim, claimable, claimObjects } from './workloads/claim.ts'
import { isPodTerminal } from './workloads/pod-state.ts'

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const deployment = context.get<Deployment>(DEPLOYMENTS, namespace, name)
  if (!deployment) return
  const rollout: Rollout = { deployment, context }
  const all = claimReplicaSets(deployment, context)
  if (deployment.metadata.deletionTimestamp !== undefined) {
    syncDeploymentStatus(rollout, syncRevision(rollout, all, false)!)
    return
  }
  checkPausedConditions(rollout)
  const present = syncRevision(rollout, all, false)!
  if (deployment.spec?.paused || isScalingEvent(rollout.deployment, present)) {
    const scaled = scale(rollout, present)
    if (deployment.spec?.paused) cleanupDeployment(rollout, scaled)
    syncDeploymentStatus(rollout, scaled)
  } else if (deployment.spec?.strategy?.type === 'Recreate') recreate(rollout, present)
  else rollingUpdate(rollout, present)
}

function claimReplicaSets(deployment: Deployment, context: ControllerContext): ReplicaSet[] {
  const reference = newControllerRef(deployment, 'apps/v1', 'Deployment')
  const claim: Claim<ReplicaSet> = {
    owner: deployment,
    reference,
    resource: REPLICA_SETS,
    selector: deployment.spec?.selector,
  }
  return claimObjects(claimable(claim, context), claim, context)
}

function rollingUpdate(rollout: Rollout, present: ReplicaSets): void {
  const replicaSets = syncRevision(rollout, allOf(present), true)
  if (!replicaSets) return
  const grown = reconcileNewReplicaSet(rollout, replicaSets)
  if (grown.scaled) {
    syncRolloutStatus(rollout, grown.replicaSets)
    return
  }
  const shrunk = reconcileOldReplicaSets(rollout, grown.replicaSets)
  if (!shrunk.scaled) cleanupCompleted(rollout, shrunk.replicaSets)
  syncRolloutStatus(rollout, shrunk.replicaSets)
}

function recreate(rollout: Rollout, present: ReplicaSets): void {
  const down = scaleDownOldReplicaSets(rollout, present)
  if (down.scaled || hasOldPods(down.replicaSets, rollout.context)) {
    syncRolloutStatus(rollout, down.replicaSets)
    return
  }
  const replicaSets = present.newRS ? down.replicaSets : syncRevision(rollout, allOf(down.replicaSets), true)
  if (!replicaSets) return
  const up = reconcileNewReplicaSet(rollout, replicaSets)
  cleanupCompleted(rollout, up.replicaSets)
  syncRolloutStatus(rollout, up.replicaSets)
}

/** Whether pods of old replica sets are still there, be it on their way out. */
function hasOldPods({ oldRSs }: ReplicaSets, context: ControllerContext): boolean {
  return oldRSs.some(
    rs =>
      (rs.status?.replicas ?? 0) > 0 ||
      context
        .byIndex<Pod>('pods', 'owner', rs.metadata.uid!)
        .some(pod => controllerOf(pod)?.uid === rs.metadata.uid && !isPodTerminal(pod)),
  )
}

function cleanupCompleted(rollout: Rollout, replicaSets: ReplicaSets): void {
  const { deployment } = rollout
  if (isComplete(deployment, deployment.status ?? {})) cleanupDeployment(rollout, replicaSets)
}

/** Rolls out a Deployment's pod template by making, growing and shrinking replica sets. */
export const deploymentController: Controller = {
  name: DEPLOYMENT_CONTROLLER,
  manager: 'kube-controller-manager',
  watches: deploymentWatches,
  sync,
}
