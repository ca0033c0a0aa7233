import type { Pod, ReplicaSet } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { selectorFromLabelSelector } from '../apimachinery/labels/label-selector.ts'
import { matches, type Selector } from '../apimachinery/labels/selector.ts'
import type { StatusError } from '../apimachinery/status.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { claimObjects, controllerOf, newControllerRef } from './replicaset/controller-ref.ts'
import { podsToDelete } from './replicaset/deletion-order.ts'
import { createPods, deletePods } from './replicaset/pod-control.ts'
import { isPodActive, isPodTerminating } from './replicaset/pod-state.ts'
import { candidatesOf } from './replicaset/selected.ts'
import { calculateStatus, failureCondition } from './replicaset/status.ts'
import { REPLICA_SETS, replicaSetWatches } from './replicaset/watches.ts'

const COMPONENT = 'replicaset-controller'

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const replicaSet = context.get<ReplicaSet>(REPLICA_SETS, namespace, name)
  if (!replicaSet) return
  const selector = selectorFromLabelSelector(replicaSet.spec?.selector)
  const owned = context.byIndex<Pod>('pods', 'owner', replicaSet.metadata.uid!)
  const active = claimPods(replicaSet, selector, owned, context)
  const terminating = owned.filter(
    pod => isPodTerminating(pod) && controls(replicaSet, pod) && matches(selector, pod.metadata.labels),
  ).length
  const failure =
    replicaSet.metadata.deletionTimestamp === undefined ? manageReplicas(replicaSet, active, context) : undefined
  const { status, nextAvailable } = calculateStatus(replicaSet, { active, terminating, failure }, context.clock.now())
  if (!equal(status, replicaSet.status)) context.updateStatus(REPLICA_SETS, { ...replicaSet, status })
  if (nextAvailable !== undefined) context.requeueAt(key, new Date(nextAvailable))
}

/** The active pods that are the ReplicaSet's; orphans that it selects become so, its own that it does not select are let go. */
function claimPods(
  replicaSet: ReplicaSet,
  selector: Selector,
  owned: readonly Pod[],
  context: ControllerContext,
): Pod[] {
  const orphans = candidatesOf<Pod>('pods', replicaSet.metadata.namespace!, replicaSet.spec?.selector, context).filter(
    pod => !controllerOf(pod),
  )
  const claim = {
    owner: replicaSet,
    reference: newControllerRef(replicaSet, 'apps/v1', 'ReplicaSet'),
    resource: 'pods',
    selects: (pod: Pod) => matches(selector, pod.metadata.labels),
  }
  const candidates = orphans.length > 0 ? [...owned.filter(controllerOf), ...orphans] : owned
  return claimObjects(candidates.filter(isPodActive), claim, context)
}

function controls(replicaSet: ReplicaSet, pod: Pod): boolean {
  return controllerOf(pod)?.uid === replicaSet.metadata.uid
}

/** Creates the pods that are missing or deletes those that are too many. Returns why that could not be done. */
function manageReplicas(
  replicaSet: ReplicaSet,
  active: readonly Pod[],
  context: ControllerContext,
): StatusError | undefined {
  const diff = active.length - (replicaSet.spec?.replicas ?? 0)
  if (diff === 0) return undefined
  const reference = newControllerRef(replicaSet, 'apps/v1', 'ReplicaSet')
  const owner = { object: replicaSet, reference, component: COMPONENT }
  if (diff > 0) {
    const related = diff < active.length ? relatedPods(replicaSet, context) : []
    return deletePods(podsToDelete(active, related, diff, context.clock.now()), owner, context)
  }
  // a failure that has been reported is not reported again until something else is asked for
  const isNews =
    !failureCondition(replicaSet) || replicaSet.status?.observedGeneration !== replicaSet.metadata.generation
  return createPods(-diff, replicaSet.spec?.template ?? {}, owner, isNews, context)
}

/** The active pods of all replica sets of the same owner. */
function relatedPods(replicaSet: ReplicaSet, context: ControllerContext): Pod[] {
  const owner = controllerOf(replicaSet)
  if (!owner) return []
  return context
    .byIndex<ReplicaSet>(REPLICA_SETS, 'owner', owner.uid)
    .filter(sibling => controllerOf(sibling)?.uid === owner.uid)
    .flatMap(sibling =>
      context
        .byIndex<Pod>('pods', 'owner', sibling.metadata.uid!)
        .filter(pod => isPodActive(pod) && controls(sibling, pod)),
    )
}

/** Keeps the number of each ReplicaSet's pods what its spec says. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  manager: 'kube-controller-manager',
  watches: replicaSetWatches,
  sync,
}
