import type { Job, JobCondition, JobStatus, Pod } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { failuresOf, forgetFailures, rememberFailures } from './job/backoff.ts'
import { finishedCondition, type Verdict, withCondition } from './job/conditions.ts'
import { COMPONENT } from './job/create-pods.ts'
import { indexesText } from './job/indexes.ts'
import { deleteJobPods, type Managed, manageJob } from './job/manage.ts'
import { isPodFailed, isPodSucceeded, isTracked, JOBS, podsOfJob, untrack } from './job/pods.ts'
import { isCounted, type Progress, progressOf } from './job/progress.ts'
import { completionVerdict, deadlineOf, verdictOf } from './job/verdict.ts'
import { jobWatches, ORPHAN } from './job/watches.ts'

/** Who else may be in charge of a job says so in spec.managedBy. */
const OWN_NAME = 'kubernetes.io/job-controller'

function sync(key: string, context: ControllerContext): void {
  if (key.startsWith(ORPHAN)) {
    const { namespace, name } = splitKey(key.slice(ORPHAN.length))
    const pod = context.get<Pod>('pods', namespace, name)
    if (pod) untrack(pod, context)
    return
  }
  const { namespace, name } = splitKey(key)
  const job = context.get<Job>(JOBS, namespace, name)
  if (!job) return forgetFailures(key, context)
  if (job.spec?.managedBy !== undefined && job.spec.managedBy !== OWN_NAME) return
  const pods = podsOfJob(job, context)
  if (finishedCondition(job)) {
    forgetFailures(key, context)
    for (const pod of pods) untrack(pod, context)
  } else advance(key, started(job, context), job.status ?? {}, pods, context)
}

/** A job's time begins when it is first looked at, unless it is suspended. */
function started(job: Job, { clock }: ControllerContext): Job {
  if (job.spec?.suspend || job.status?.startTime) return job
  return { ...job, status: { ...job.status, startTime: formatTime(clock.now()) } }
}

/** Takes a job one step further and writes down how far it has come (syncJob). */
function advance(key: string, job: Job, stored: JobStatus, pods: readonly Pod[], context: ControllerContext): void {
  const now = context.clock.now()
  const progress = progressOf(job, pods)
  const { active, terminating } = progress
  const failures = failuresOf(job, pods, context)
  let verdict = verdictOf(progress, now)
  let managed: Managed = { active: active.length, terminating }
  let conditions: readonly JobCondition[] = job.status?.conditions ?? []
  let startTime = job.status?.startTime
  if (verdict) {
    deleteJobPods(job, active, context)
    managed = { active: 0, terminating: terminating + active.length }
  } else {
    const isManaged = job.metadata.deletionTimestamp === undefined
    if (isManaged) managed = manageJob(progress, failures, context)
    verdict = completionVerdict(progress, managed.active)
    if (!verdict && isManaged) {
      const before = conditions
      conditions = withSuspension(job, conditions, now)
      if (conditions !== before) {
        recordSuspension(job, context)
        startTime = job.spec?.suspend ? undefined : formatTime(now)
      }
    }
  }
  const released = pods.filter(pod => isTracked(pod) && isDone(pod, job, verdict))
  const ended = verdict && endOf(verdict, conditions, managed.terminating, now)
  const { completionTime } = job.status ?? {}
  const status: JobStatus = {
    ...(completionTime === undefined ? {} : { completionTime }),
    ...countersOf(progress, verdict, released, managed),
    ...(startTime === undefined ? {} : { startTime }),
    ...((ended ?? conditions).length > 0 && { conditions: [...(ended ?? conditions)] }),
  }
  if (ended?.some(c => c.type === 'Complete')) status.completionTime = formatTime(now)
  if (!equal(status, stored)) context.updateStatus(JOBS, { ...job, status })
  rememberFailures(job, failures, context)
  for (const pod of released) untrack(pod, context)
  if (verdict && ended?.some(c => c.type === 'Complete' || c.type === 'Failed'))
    recordEnd(job, status, verdict, context)
  const again = [managed.again, verdict ? undefined : deadlineOf({ ...job, status })].filter(t => t !== undefined)
  if (again.length > 0) context.requeueAt(key, new Date(Math.min(...again)))
}

/** A pod is let go once it has been counted; at the end of the job, all are. */
function isDone(pod: Pod, job: Job, verdict: Verdict | undefined): boolean {
  const isOver = isPodSucceeded(pod) || isPodFailed(pod, job)
  return isOver || verdict !== undefined || job.metadata.deletionTimestamp !== undefined
}

/** Pods that a failed job takes with it count as failed. */
function countersOf(
  { job, succeeded, failed, ready, succeededIndexes, failedIndexes }: Progress,
  verdict: Verdict | undefined,
  released: readonly Pod[],
  { active, terminating }: Managed,
): JobStatus {
  const isFailure = verdict?.type === 'FailureTarget'
  const cutShort = released.filter(p => !isPodSucceeded(p) && !isPodFailed(p, job) && isCounted(p, job)).length
  const allFailed = failed + (isFailure ? cutShort : 0)
  return {
    ...(active > 0 && { active }),
    ...(succeededIndexes.length > 0 && { completedIndexes: indexesText(succeededIndexes) }),
    ...(allFailed > 0 && { failed: allFailed }),
    ...(job.spec?.backoffLimitPerIndex !== undefined && { failedIndexes: indexesText(failedIndexes) }),
    ready: verdict || job.spec?.suspend ? 0 : ready,
    ...(succeeded > 0 && { succeeded }),
    terminating,
    uncountedTerminatedPods: {},
  }
}

function withSuspension(job: Job, conditions: readonly JobCondition[], now: Date): readonly JobCondition[] {
  const suspended = { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' } as const
  const resumed = { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' } as const
  return withCondition(conditions, job.spec?.suspend ? suspended : resumed, now)
}

function recordSuspension(job: Job, context: ControllerContext): void {
  const [reason, message] = job.spec?.suspend ? ['Suspended', 'Job suspended'] : ['Resumed', 'Job resumed']
  context.event({ about: job, type: 'Normal', reason, message, component: COMPONENT })
}

/** The conditions of a job that is to end: what has been decided, and, when no pod is left, that it has ended. */
function endOf(
  { type, reason, message }: Verdict,
  conditions: readonly JobCondition[],
  terminating: number,
  now: Date,
): readonly JobCondition[] {
  const decided = withCondition(conditions, { type, status: 'True', reason, message }, now)
  if (terminating > 0) return decided
  const last = type === 'FailureTarget' ? 'Failed' : 'Complete'
  return withCondition(decided, { type: last, status: 'True', reason, message }, now)
}

function recordEnd(job: Job, status: JobStatus, verdict: Verdict, context: ControllerContext): void {
  const record = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    context.event({ about: job, type, reason, message, component: COMPONENT })
  if (verdict.type === 'FailureTarget') {
    record('Warning', verdict.reason, verdict.message)
    return
  }
  const { completions } = job.spec ?? {}
  if (completions !== undefined && (status.succeeded ?? 0) > completions) {
    const message = 'Too many succeeded pods running after completion count reached'
    record('Warning', 'TooManySucceededPods', message)
  }
  record('Normal', 'Completed', 'Job completed')
}

/** Runs jobs: starts their pods, counts how they end, and declares the jobs complete or failed. */
export const jobController: Controller = {
  name: 'job-controller',
  manager: 'kube-controller-manager',
  watches: jobWatches,
  sync,
}
