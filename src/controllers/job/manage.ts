import type { Job, Pod } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import type { ControllerContext } from '../controller.ts'
import { podsToDelete } from '../replicaset/deletion-order.ts'
import { deletePods } from '../workloads/pod-control.ts'
import { isPodActive, isPodTerminating } from '../workloads/pod-state.ts'
import { afterFailures, type Failures } from './backoff.ts'
import { COMPONENT, createIndexedPods, createJobPods } from './create-pods.ts'
import { failedPodOf, failuresUpTo } from './failed-indexes.ts'
import { completionIndexOf, indexesOf, lowestOutside, unionOf } from './indexes.ts'
import { finishTimeOf, onlyReplacesFailed, untrack } from './pods.ts'
import type { Progress } from './progress.ts'

/** What was done about a job's pods: how many are active then, how many are ending, and when to look again (ms since 1970). */
export interface Managed {
  active: number
  terminating: number
  again?: number
}

/** Starts pods that are missing, once the pause after the failures is over, or ends those that are too many (manageJob). */
export function manageJob(progress: Progress, { count, last }: Failures, context: ControllerContext): Managed {
  const { job, active, terminating } = progress
  const wanted = job.spec?.suspend ? 0 : wantedActive(progress)
  const now = context.clock.now()
  const superfluous = podsForRemoval(job, active, Math.max(0, active.length - wanted), now)
  if (superfluous.length > 0) {
    // what the job itself ends has not failed
    for (const pod of superfluous) untrack(pod, context)
    deleteJobPods(job, superfluous, context)
    return { active: active.length - superfluous.length, terminating: terminating + superfluous.length }
  }
  const missing = wanted - active.length - (onlyReplacesFailed(job) ? terminating : 0)
  const unchanged = { active: active.length, terminating }
  if (missing <= 0) return unchanged
  if (job.spec?.backoffLimitPerIndex !== undefined) return startIndexes(progress, missing, context)
  const again = afterFailures(count, last)
  if (again > now.getTime()) return { ...unchanged, again }
  const created =
    job.spec?.completionMode === 'Indexed'
      ? createIndexedPods(job, pendingIndexes(progress, missing), progress.pods, context)
      : createJobPods(job, missing, context)
  return { active: active.length + created, terminating }
}

/** Where every index has its own pause, those whose pause is over are started. */
function startIndexes(progress: Progress, missing: number, context: ControllerContext): Managed {
  const { job, pods, active, terminating } = progress
  const now = context.clock.now().getTime()
  const due: number[] = []
  let again = Number.POSITIVE_INFINITY
  for (const index of pendingIndexes(progress, missing)) {
    const replaced = failedPodOf(index, pods, job)
    const start = replaced ? afterFailures(failuresUpTo(replaced), finishTimeOf(replaced)) : 0
    if (start <= now) due.push(index)
    else again = Math.min(again, start)
  }
  const created = createIndexedPods(job, due, pods, context)
  return { active: active.length + created, terminating, ...(Number.isFinite(again) && { again }) }
}

function wantedActive({ job, active, succeeded }: Progress): number {
  const { completions, parallelism = 0 } = job.spec ?? {}
  // without a number of completions the pods know when their work is done: the first success tells
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism
  return Math.max(0, Math.min(completions - succeeded, parallelism))
}

/** The lowest indexes that are neither done nor have a pod, `limit` of them at most. */
function pendingIndexes({ job, pods, succeededIndexes, failedIndexes }: Progress, limit: number): number[] {
  const completions = job.spec?.completions ?? 0
  const isTaken = onlyReplacesFailed(job) ? (p: Pod) => isPodActive(p) || isPodTerminating(p) : isPodActive
  const taken = pods.filter(isTaken).map(pod => completionIndexOf(pod, completions))
  const gone = unionOf(succeededIndexes, failedIndexes, indexesOf(taken.filter(index => index !== undefined)))
  return lowestOutside(gone, completions, limit)
}

/** Pods whose index is not wanted or taken twice, and of the others at least so many that `least` go. */
function podsForRemoval(job: Job, active: readonly Pod[], least: number, now: Date): Pod[] {
  const superfluous = job.spec?.completionMode === 'Indexed' ? misnumbered(active, job.spec.completions ?? 0, now) : []
  if (superfluous.length >= least) return superfluous
  const left = active.filter(pod => !superfluous.includes(pod))
  return [...superfluous, ...podsToDelete(left, [], least - superfluous.length, now)]
}

function misnumbered(active: readonly Pod[], completions: number, now: Date): Pod[] {
  const byIndex = new Map<number | undefined, Pod[]>()
  for (const pod of active) {
    const index = completionIndexOf(pod, completions)
    byIndex.set(index, [...(byIndex.get(index) ?? []), pod])
  }
  return [...byIndex].flatMap(([index, pods]) =>
    index === undefined ? pods : podsToDelete(pods, [], pods.length - 1, now),
  )
}

/** Deletes pods of a job and records it. */
export function deleteJobPods(job: Job, pods: readonly Pod[], context: ControllerContext): void {
  const owner = { object: job, reference: newControllerRef(job, 'batch/v1', 'Job'), component: COMPONENT }
  deletePods(pods, owner, context)
}
