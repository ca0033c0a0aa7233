import type { Job, Pod } from '../../api/types.gen.ts'
import { completionIndexOf } from './indexes.ts'
import { matchPodFailurePolicy } from './pod-failure-policy.ts'
import { isPodFailed } from './pods.ts'

/** How often a pod's predecessors with its index have failed, and how often that was ignored. */
const FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count'
const IGNORED_FAILURE_COUNT = 'batch.kubernetes.io/job-index-ignored-failure-count'

/** Whether the failure of a pod is the last that its index may have. */
export function isIndexFailed(pod: Pod, { spec }: Job): boolean {
  const { action } = matchPodFailurePolicy(spec?.podFailurePolicy, pod)
  if (action === 'FailIndex') return true
  return action !== 'Ignore' && countOf(pod, FAILURE_COUNT) >= (spec?.backoffLimitPerIndex ?? 0)
}

/** The failed pod that a new pod of an index would take the place of. */
export function failedPodOf(index: number, pods: readonly Pod[], job: Job): Pod | undefined {
  const completions = job.spec?.completions ?? 0
  return pods
    .filter(pod => isPodFailed(pod, job) && completionIndexOf(pod, completions) === index)
    .reduce<Pod | undefined>((last, pod) => (!last || allFailures(pod) > allFailures(last) ? pod : last), undefined)
}

/** How often an index has failed, this pod included, counted or not. */
export function failuresUpTo(pod: Pod): number {
  return allFailures(pod) + 1
}

/** The annotations of the pod that takes the place of another; of the first pod of an index where there is none. */
export function failureCounts(replaced: Pod | undefined, { spec }: Job): Record<string, string> {
  if (!replaced) return { [FAILURE_COUNT]: '0' }
  const isIgnored = matchPodFailurePolicy(spec?.podFailurePolicy, replaced).action === 'Ignore'
  const failures = countOf(replaced, FAILURE_COUNT) + (isIgnored ? 0 : 1)
  const ignored = countOf(replaced, IGNORED_FAILURE_COUNT) + (isIgnored ? 1 : 0)
  return { [FAILURE_COUNT]: String(failures), ...(ignored > 0 && { [IGNORED_FAILURE_COUNT]: String(ignored) }) }
}

const allFailures = (pod: Pod): number => countOf(pod, FAILURE_COUNT) + countOf(pod, IGNORED_FAILURE_COUNT)

function countOf({ metadata }: Pod, annotation: string): number {
  return Number(metadata.annotations?.[annotation] ?? 0) || 0
}
