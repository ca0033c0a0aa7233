import type { Job, Pod } from '../../api/types.gen.ts'
import { isPodActive, isPodReady, isPodTerminating } from '../workloads/pod-state.ts'
import { isIndexFailed } from './failed-indexes.ts'
import { completionIndexOf, countIndexes, type Indexes, indexesOf, parseIndexes, unionOf } from './indexes.ts'
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
  succeededIndexes: Indexes
  failedIndexes: Indexes
}

/** How far a job has come with these pods of its. */
export function progressOf(job: Job, pods: readonly Pod[]): Progress {
  const { status = {}, spec } = job
  const active = pods.filter(isPodActive)
  const uncounted = pods.filter(isTracked)
  const indexed = spec?.completionMode === 'Indexed'
  const completions = spec?.completions ?? 0
  const newlySucceeded = uncounted.filter(isPodSucceeded)
  const newlyFailed = uncounted.filter(pod => isPodFailed(pod, job) && isCounted(pod, job))
  const counted = (text: string | undefined) => (indexed ? parseIndexes(text, completions) : [])
  const succeededIndexes = withPods(counted(status.completedIndexes), indexed ? newlySucceeded : [], completions)
  const lost =
    spec?.backoffLimitPerIndex === undefined
      ? []
      : uncounted.filter(pod => isPodFailed(pod, job) && isIndexFailed(pod, job))
  const failedIndexes = withPods(counted(status.failedIndexes), lost, completions)
  return {
    job,
    pods,
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    succeeded: indexed ? countIndexes(succeededIndexes) : (status.succeeded ?? 0) + newlySucceeded.length,
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

function withPods(indexes: Indexes, pods: readonly Pod[], completions: number): Indexes {
  const numbers = pods.map(pod => completionIndexOf(pod, completions)).filter(index => index !== undefined)
  return unionOf(indexes, indexesOf(numbers))
}
