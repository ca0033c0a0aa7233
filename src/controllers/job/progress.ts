import type { Job, Pod } from '../../api/types.gen.ts'
import { isPodActive, isPodReady, isPodTerminating } from '../replicaset/pod-state.ts'
import { isIndexFailed } from './failed-indexes.ts'
import { completionIndexOf, parseIndexes } from './indexes.ts'
import { matchPodFailurePolicy } from './pod-failure-policy.ts'
import { isPodFailed, isPodSucceeded, isTracked } from './pods.ts'

/** How far a job has come: its pods, and what they add to what has been counted before. */
export interface Progress {
  job: Job
  pods: readonly Pod[]
  active: readonly Pod[]
  ready: number
  terminating: number
  succeeded: number
  failed: number
  /** Of Indexed jobs. */
  succeededIndexes: ReadonlySet<number>
  failedIndexes: ReadonlySet<number>
}

export function progressOf(job: Job, pods: readonly Pod[]): Progress {
  const { status = {}, spec } = job
  const active = pods.filter(isPodActive)
  const uncounted = pods.filter(isTracked)
  const indexed = spec?.completionMode === 'Indexed'
  const completions = spec?.completions ?? 0
  const newlySucceeded = uncounted.filter(isPodSucceeded)
  const newlyFailed = uncounted.filter(pod => isPodFailed(pod, job) && isCounted(pod, job))
  const succeededIndexes = indexed ? parseIndexes(status.completedIndexes, completions) : new Set<number>()
  if (indexed) for (const pod of newlySucceeded) addIndex(succeededIndexes, pod, completions)
  const failedIndexes = indexed ? parseIndexes(status.failedIndexes, completions) : new Set<number>()
  if (spec?.backoffLimitPerIndex !== undefined)
    for (const pod of uncounted)
      if (isPodFailed(pod, job) && isIndexFailed(pod, job)) addIndex(failedIndexes, pod, completions)
  return {
    job,
    pods,
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    succeeded: indexed ? succeededIndexes.size : (status.succeeded ?? 0) + newlySucceeded.length,
    failed: (status.failed ?? 0) + newlyFailed.length,
    succeededIndexes,
    failedIndexes,
  }
}

/** Pods that a failure policy ignores, and those whose index is no longer wanted, do not count. */
export function isCounted(pod: Pod, { spec }: Job): boolean {
  if (spec?.completionMode === 'Indexed' && completionIndexOf(pod, spec.completions ?? 0) === undefined) return false
  return matchPodFailurePolicy(spec?.podFailurePolicy, pod).action !== 'Ignore'
}

function addIndex(indexes: Set<number>, pod: Pod, completions: number): void {
  const index = completionIndexOf(pod, completions)
  if (index !== undefined) indexes.add(index)
}
