import type { Pod, StatefulSet } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { templateOf } from '../history/controller-revisions.ts'
import { isPodTerminal } from '../workloads/pod-state.ts'
import { applyRetentionPolicy, claimsMatchRetentionPolicy, createClaims, hasStaleClaim } from './claims.ts'
import { recordPodEvent } from './events.ts'
import { isAsItShouldBe, newPod, ordinalOf, revisionOf, startOrdinal, withIdentity } from './identity.ts'
import { isAvailable, isCreated, isPending, isRunningAndReady, isTerminating, isUnavailable } from './pod-state.ts'
import type { Revisions } from './revisions.ts'

/** One sync of one set. `replicas` has a pod for each place, also for those that are yet to be made. */
export interface Rollout {
  readonly set: StatefulSet
  readonly revisions: Revisions
  readonly replicas: Pod[]
  /** The pods whose place is gone, highest first. */
  readonly condemned: readonly Pod[]
  readonly context: ControllerContext
}

/** Whether to go on in this sync or to wait until something has changed. */
type Step = 'continue' | 'wait'

/** Sorts the pods of a set by their places. Pods whose name has no number are left alone. */
export function newRollout(
  set: StatefulSet,
  revisions: Revisions,
  pods: readonly Pod[],
  context: ControllerContext,
): Rollout {
  const start = startOrdinal(set)
  const count = set.spec?.replicas ?? 0
  const byOrdinal = new Map(pods.map(pod => [ordinalOf(pod), pod]))
  const isInRange = (ordinal: number) => ordinal >= start && ordinal < start + count
  const replicas = Array.from(
    { length: count },
    (_, i) => byOrdinal.get(start + i) ?? podOfPlace(set, revisions, start + i),
  )
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal >= 0 && !isInRange(ordinal))
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod)
  return { set, revisions, replicas, condemned, context }
}

function podOfPlace(set: StatefulSet, { current, update }: Revisions, ordinal: number): Pod {
  return isCurrentRevisionNeeded(set, ordinal)
    ? newPod(set, templateOf(current), current.metadata.name!, ordinal)
    : newPod(set, set.spec!.template, update.metadata.name!, ordinal)
}

/** Whether a pod of that place is to be made of the old template still: below the partition it is. */
function isCurrentRevisionNeeded(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {}
  if (type !== 'RollingUpdate') return false
  return (
    ordinal < startOrdinal(set) + (rollingUpdate?.partition ?? (rollingUpdate ? 0 : (set.status?.currentReplicas ?? 0)))
  )
}

/**
 * Brings the set's pods closer to what its spec says: makes those that are missing, takes away those that are too many, then replaces
 * those of an old template, one after the other (updateStatefulSet). Throws a StatusError for what the API server refuses.
 */
export function reconcileReplicas(rollout: Rollout): void {
  const { set, replicas, condemned, context } = rollout
  const isOrdered = set.spec?.podManagementPolicy !== 'Parallel'
  for (let place = 0; place < replicas.length; place++)
    if (processReplica(rollout, place, isOrdered) === 'wait' && isOrdered) return
  for (const pod of condemned)
    if (!claimsMatchRetentionPolicy(set, pod, context)) applyRetentionPolicy(set, pod, context)
  const firstUnavailable = firstUnavailablePod(rollout)
  for (const pod of condemned)
    if (processCondemned(rollout, pod, pod === firstUnavailable, isOrdered) === 'wait' && isOrdered) return
  if (set.spec?.updateStrategy?.type !== 'OnDelete') replaceOutdated(rollout)
}

function processReplica(rollout: Rollout, place: number, isOrdered: boolean): Step {
  const { set, replicas, context } = rollout
  const pod = replicas[place]!
  if (isPodTerminal(pod)) {
    if (!isTerminating(pod)) deletePod(rollout, pod)
    return 'wait'
  }
  if (!isCreated(pod)) {
    if (hasStaleClaim(set, pod, context)) return 'wait'
    replicas[place] = createPod(rollout, pod)
    return isOrdered ? 'wait' : 'continue'
  }
  if (isPending(pod)) {
    createClaims(set, pod, context)
    applyRetentionPolicy(set, pod, context)
  }
  const now = context.clock.now()
  const isSettled = !isTerminating(pod) && isAvailable(pod, set.spec?.minReadySeconds ?? 0, now)
  if (isOrdered && !isSettled) return 'wait'
  if (!isAsItShouldBe(set, pod) || !claimsMatchRetentionPolicy(set, pod, context)) updatePod(rollout, pod)
  return 'continue'
}

function processCondemned(
  { set, context, ...rollout }: Rollout,
  pod: Pod,
  isFirstUnavailable: boolean,
  isOrdered: boolean,
): Step {
  if (isTerminating(pod)) return 'wait'
  const isReady = isRunningAndReady(pod) && isAvailable(pod, set.spec?.minReadySeconds ?? 0, context.clock.now())
  if (isOrdered && !isReady && !isFirstUnavailable) return 'wait'
  deletePod({ set, context, ...rollout }, pod)
  return 'wait'
}

/** The lowest pod that is not available; condemned ones come after those that stay. */
function firstUnavailablePod({ set, replicas, condemned, context }: Rollout): Pod | undefined {
  const now = context.clock.now()
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  return [...replicas, ...[...condemned].reverse()].find(pod => isUnavailable(pod, minReadySeconds, now))
}

/** From the top down to the partition: deletes the first pod of an old template, but only when those above it are available. */
function replaceOutdated(rollout: Rollout): void {
  const { set, revisions, replicas, context } = rollout
  const lowest = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
  for (let place = replicas.length - 1; place >= lowest; place--) {
    const pod = replicas[place]!
    if (revisionOf(pod) !== revisions.update.metadata.name && !isTerminating(pod)) return deletePod(rollout, pod)
    if (isUnavailable(pod, set.spec?.minReadySeconds ?? 0, context.clock.now())) return
  }
}

function createPod({ set, context }: Rollout, pod: Pod): Pod {
  try {
    createClaims(set, pod, context)
    const created = context.create('pods', pod)
    applyRetentionPolicy(set, created, context)
    recordPodEvent('Create', set, pod, undefined, context)
    return created
  } catch (error) {
    if (error instanceof StatusError && error.status.reason !== 'AlreadyExists')
      recordPodEvent('Create', set, pod, error, context)
    throw error
  }
}

function updatePod({ set, context }: Rollout, pod: Pod): void {
  try {
    applyRetentionPolicy(set, pod, context)
    if (isAsItShouldBe(set, pod)) return
    createClaims(set, pod, context)
    context.update('pods', withIdentity(set, pod))
    recordPodEvent('Update', set, pod, undefined, context)
  } catch (error) {
    if (error instanceof StatusError) recordPodEvent('Update', set, pod, error, context)
    throw error
  }
}

function deletePod({ set, context }: Rollout, pod: Pod): void {
  try {
    context.delete('pods', pod.metadata.namespace!, pod.metadata.name!)
    recordPodEvent('Delete', set, pod, undefined, context)
  } catch (error) {
    if (error instanceof StatusError) recordPodEvent('Delete', set, pod, error, context)
    throw error
  }
}
