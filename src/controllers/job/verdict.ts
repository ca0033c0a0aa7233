import type { Job, Pod } from '../../api/types.gen.ts'
import { failure, success, trueCondition, type Verdict } from './conditions.ts'
import { countIndexes } from './indexes.ts'
import { matchPodFailurePolicy } from './pod-failure-policy.ts'
import { isPodFailed } from './pods.ts'
import type { Progress } from './progress.ts'
import { matchSuccessPolicy } from './success-policy.ts'

/** How a job ends, if by now it must: because its pods have failed, its time is over, or enough has succeeded. */
export function verdictOf(progress: Progress, now: Date): Verdict | undefined {
  const { job } = progress
  return (
    earlierVerdict(job) ??
    policyVerdict(job, progress.pods) ??
    limitVerdict(progress, now) ??
    indexVerdict(progress) ??
    successVerdict(progress)
  )
}

/** What was decided before, and could not be declared as long as pods were ending. */
function earlierVerdict(job: Job): Verdict | undefined {
  const decided = trueCondition(job, 'SuccessCriteriaMet') ?? trueCondition(job, 'FailureTarget')
  if (!decided) return undefined
  const { type, reason = '', message = '' } = decided
  return type === 'FailureTarget' ? failure(reason, message) : success(reason, message)
}

function policyVerdict(job: Job, pods: readonly Pod[]): Verdict | undefined {
  const policy = job.spec?.podFailurePolicy
  if (!policy) return undefined
  for (const pod of pods) {
    if (!isPodFailed(pod, job)) continue
    const { message } = matchPodFailurePolicy(policy, pod)
    if (message !== undefined) return failure('PodFailurePolicy', message)
  }
  return undefined
}

function limitVerdict({ job, pods, failed }: Progress, now: Date): Verdict | undefined {
  const limit = job.spec?.backoffLimit ?? 0
  if (failed > limit || restartsExceed(limit, job, pods))
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  const deadline = deadlineOf(job)
  if (deadline !== undefined && deadline <= now.getTime())
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline')
  return undefined
}

/** When a job that has started must have ended (ms since 1970). */
export function deadlineOf({ spec, status }: Job): number | undefined {
  const seconds = spec?.activeDeadlineSeconds
  if (seconds === undefined || !status?.startTime || spec?.suspend) return undefined
  return Date.parse(status.startTime) + seconds * 1000
}

/** Containers that are restarted where they are count as well. */
function restartsExceed(limit: number, { spec }: Job, pods: readonly Pod[]): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false
  const restarts = pods
    .filter(pod => pod.status?.phase === 'Running' || pod.status?.phase === 'Pending')
    .flatMap(({ status }) => [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
    .reduce((sum, container) => sum + container.restartCount, 0)
  return limit === 0 ? restarts > 0 : restarts >= limit
}

function indexVerdict({ job, failedIndexes, succeededIndexes }: Progress): Verdict | undefined {
  const { spec } = job
  if (spec?.completionMode !== 'Indexed') return undefined
  const failed = countIndexes(failedIndexes)
  if (spec.maxFailedIndexes !== undefined && failed > spec.maxFailedIndexes) {
    const message = 'Job has exceeded the specified maximal number of failed indexes'
    return failure('MaxFailedIndexesExceeded', message)
  }
  if (failed > 0 && failed + countIndexes(succeededIndexes) >= (spec.completions ?? 0))
    return failure('FailedIndexes', 'Job has failed indexes')
  return undefined
}

function successVerdict({ job, succeededIndexes }: Progress): Verdict | undefined {
  const message = job.spec?.completionMode === 'Indexed' ? matchSuccessPolicy(job.spec, succeededIndexes) : undefined
  return message === undefined ? undefined : success('SuccessPolicy', message)
}

/** The verdict on a job that has done all its work: `active` pods are left. */
export function completionVerdict({ job, succeeded }: Progress, active: number): Verdict | undefined {
  if (active > 0) return undefined
  const completions = job.spec?.completions
  const complete = completions === undefined ? succeeded > 0 : succeeded >= completions
  return complete ? success('CompletionsReached', 'Reached expected number of succeeded pods') : undefined
}
