import type { CronJob, Job, ObjectReference } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { finishedCondition, trueCondition } from '../job/conditions.ts'
import { JOBS } from '../job/pods.ts'

export const COMPONENT = 'cronjob-controller'

/** Deletes the oldest jobs that have ended, beyond those that a CronJob keeps (cleanupFinishedJobs). Returns what is active then. */
export function cleanUpHistory(
  cronJob: CronJob,
  jobs: readonly Job[],
  active: readonly ObjectReference[],
  context: ControllerContext,
): readonly ObjectReference[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec
  const ended = jobs.filter(finishedCondition).sort(byStart)
  const failed = ended.filter(job => trueCondition(job, 'Failed'))
  const complete = ended.filter(job => !failed.includes(job))
  const tooOld = (list: readonly Job[], limit: number | undefined) =>
    limit === undefined ? [] : list.slice(0, Math.max(0, list.length - limit))
  const doomed = [...tooOld(complete, successfulJobsHistoryLimit), ...tooOld(failed, failedJobsHistoryLimit)]
  return doomed.reduce((left, job) => (deleteJob(cronJob, job, context) ? without(left, job) : left), active)
}

/** Deletes a job with its pods and records it; says whether that could be done. */
export function deleteJob(cronJob: CronJob, { metadata }: Job, context: ControllerContext): boolean {
  const { namespace, name } = metadata
  const record = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    context.event({ about: cronJob, type, reason, message, component: COMPONENT })
  try {
    context.delete(JOBS, namespace!, name!, { propagationPolicy: 'Background' })
    record('Normal', 'SuccessfulDelete', `Deleted job ${name}`)
    return true
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    record('Warning', 'FailedDelete', `Deleted job: ${error.message}`)
    return false
  }
}

/** The references to active jobs without that to this one. */
export function without(active: readonly ObjectReference[], { metadata }: Job): readonly ObjectReference[] {
  return active.filter(reference => reference.uid !== metadata.uid)
}

/** Those that have not started come last; of those that started together, by name. */
function byStart(a: Job, b: Job): number {
  const [startA, startB] = [a, b].map(job => Date.parse(job.status?.startTime ?? '') || Number.POSITIVE_INFINITY)
  if (startA !== startB) return startA! < startB! ? -1 : 1
  return a.metadata.name! < b.metadata.name! ? -1 : 1
}
