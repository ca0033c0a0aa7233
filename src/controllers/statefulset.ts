import type { Pod, StatefulSet } from '../api/types.gen.ts'
import { controllerOf, newControllerRef } from '../apimachinery/controller-ref.ts'
import { equal } from '../apimachinery/equality.ts'
import { StatusError } from '../apimachinery/status.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { isMember } from './statefulset/identity.ts'
import { newRollout, reconcileReplicas } from './statefulset/replicas.ts'
import { syncRevisions, truncateHistory } from './statefulset/revisions.ts'
import { nextAvailable, statusOf } from './statefulset/status.ts'
import { STATEFUL_SETS, statefulSetWatches } from './statefulset/watches.ts'
import { type Claim, claimable, claimObjects } from './workloads/claim.ts'
import { updateOwnStatus } from './workloads/own-status.ts'

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const set = context.get<StatefulSet>(STATEFUL_SETS, namespace, name)
  if (!set) return
  const revisions = syncRevisions(set, context)
  const pods = claimPods(set, context)
  if (set.metadata.deletionTimestamp === undefined)
    try {
      reconcileReplicas(newRollout(set, revisions, pods, context))
    } catch (error) {
      // what was refused has been told in an event; it is tried again when something changes
      if (!(error instanceof StatusError)) throw error
    }
  const now = context.clock.now()
  const present = ownPods(set, context)
  const status = statusOf(set, revisions, present, now)
  if (!equal(status, set.status)) updateOwnStatus(context, STATEFUL_SETS, set, status)
  truncateHistory(set, revisions.all, status, present, context)
  const again = nextAvailable(set, present, now)
  if (again !== undefined) context.requeueAt(key, new Date(again))
}

function ownPods(set: StatefulSet, context: ControllerContext): Pod[] {
  return context
    .byIndex<Pod>('pods', 'owner', set.metadata.uid!)
    .filter(pod => controllerOf(pod)?.uid === set.metadata.uid && isMember(set, pod))
}

/** The pods that are the set's: those that it made, and orphans that it selects and that are called like its own, which it adopts. */
function claimPods(set: StatefulSet, context: ControllerContext): Pod[] {
  const claim: Claim<Pod> = {
    owner: set,
    reference: newControllerRef(set, 'apps/v1', 'StatefulSet'),
    resource: 'pods',
    selector: set.spec?.selector,
    isMember: pod => isMember(set, pod),
  }
  return claimObjects(claimable(claim, context), claim, context)
}

/** Keeps the pods of a StatefulSet, each under its own name and with its own claims. */
export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  manager: 'kube-controller-manager',
  watches: statefulSetWatches,
  sync,
}
