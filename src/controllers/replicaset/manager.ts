import type { KubeObject } from '../../api/object.ts'
import type { Pod, ReplicaSet } from '../../api/types.gen.ts'
import { controllerOf, newControllerRef } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import { selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches } from '../../apimachinery/labels/selector.ts'
import type { StatusError } from '../../apimachinery/status.ts'
import { type Controller, type ControllerContext, splitKey } from '../controller.ts'
import { type Claim, claimable, claimObjects } from '../workloads/claim.ts'
import { updateOwnStatus } from '../workloads/own-status.ts'
import { createPods, deletePods } from '../workloads/pod-control.ts'
import { isPodActive, isPodTerminating } from '../workloads/pod-state.ts'
import { podsToDelete } from './deletion-order.ts'
import type { Flavour } from './flavour.ts'
import { calculateStatus, failureCondition } from './status.ts'
import { watchesOf } from './watches.ts'

function sync(flavour: Flavour, key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const stored = context.get(flavour.resource, namespace, name)
  if (!stored) return
  const replicaSet = flavour.asReplicaSet(stored)
  const selector = selectorFromLabelSelector(replicaSet.spec?.selector)
  const owned = context.byIndex<Pod>('pods', 'owner', replicaSet.metadata.uid!)
  const active = claimPods(flavour, replicaSet, context)
  const terminating = owned.filter(
    pod => isPodTerminating(pod) && controls(replicaSet, pod) && matches(selector, pod.metadata.labels),
  ).length
  const failure =
    replicaSet.metadata.deletionTimestamp === undefined
      ? manageReplicas(flavour, replicaSet, active, context)
      : undefined
  const { status, nextAvailable } = calculateStatus(replicaSet, { active, terminating, failure }, context.clock.now())
  const shown = flavour.statusOf(status)
  if (!equal(shown, replicaSet.status)) updateOwnStatus(context, flavour.resource, stored, shown)
  if (nextAvailable !== undefined) context.requeueAt(key, new Date(nextAvailable))
}

/** The active pods that are the ReplicaSet's; orphans that it selects become so, its own that it does not select are let go. */
function claimPods(flavour: Flavour, replicaSet: ReplicaSet, context: ControllerContext): Pod[] {
  const claim: Claim<Pod> = {
    owner: replicaSet,
    reference: newControllerRef(replicaSet, flavour.apiVersion, flavour.kind),
    resource: 'pods',
    selector: replicaSet.spec?.selector,
  }
  return claimObjects(claimable(claim, context).filter(isPodActive), claim, context)
}

function controls(replicaSet: KubeObject, pod: Pod): boolean {
  return controllerOf(pod)?.uid === replicaSet.metadata.uid
}

/** Creates the pods that are missing or deletes those that are too many. Returns why that could not be done. */
function manageReplicas(
  flavour: Flavour,
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  context: ControllerContext,
): StatusError | undefined {
  const diff = active.length - (replicaSet.spec?.replicas ?? 0)
  if (diff === 0) return undefined
  const reference = newControllerRef(replicaSet, flavour.apiVersion, flavour.kind)
  const owner = { object: replicaSet, reference, component: flavour.component }
  if (diff > 0) {
    const related = diff < active.length ? relatedPods(flavour, replicaSet, context) : []
    return deletePods(podsToDelete(active, related, diff, context.clock.now()), owner, context)
  }
  // a failure that has been reported is not reported again until something else is asked for
  const isNews =
    !failureCondition(replicaSet) || replicaSet.status?.observedGeneration !== replicaSet.metadata.generation
  return createPods(-diff, replicaSet.spec?.template ?? {}, owner, isNews, context)
}

/** The active pods of all replica sets of the same owner. */
function relatedPods(flavour: Flavour, replicaSet: ReplicaSet, context: ControllerContext): Pod[] {
  const owner = controllerOf(replicaSet)
  if (!owner) return []
  return context
    .byIndex(flavour.resource, 'owner', owner.uid)
    .filter(sibling => controllerOf(sibling)?.uid === owner.uid)
    .flatMap(sibling =>
      context
        .byIndex<Pod>('pods', 'owner', sibling.metadata.uid!)
        .filter(pod => isPodActive(pod) && controls(sibling, pod)),
    )
}

/** The controller that keeps the number of each owner's pods what its spec says. */
export function replicaManager(flavour: Flavour): Controller {
  return {
    name: flavour.component,
    manager: 'kube-controller-manager',
    watches: watchesOf(flavour),
    sync: (key, context) => sync(flavour, key, context),
  }
}
