import type { CronJob, CronJobStatus, Job } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { controllerOf } from '../apimachinery/controller-ref.ts'
import { equal } from '../apimachinery/equality.ts'
import { quote } from '../apimachinery/quote.ts'
import { StatusError } from '../apimachinery/status.ts'
import { parseSchedule, type Schedule, ScheduleError } from '../cron/schedule.ts'
import { loadZone, type Zone } from '../cron/zone.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { statusOf, withActiveJobs } from './cronjob/active-jobs.ts'
import { InvalidSchedule, missedRuns, nextLook } from './cronjob/due.ts'
import { COMPONENT, cleanUpHistory, deleteJob, without } from './cronjob/history.ts'
import { jobName, jobOf } from './cronjob/job-of.ts'
import { JOBS } from './job/pods.ts'
import { isNamespaceTerminating } from './workloads/pod-control.ts'

const CRON_JOBS = 'cronjobs.batch'

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const stored = context.get<CronJob>(CRON_JOBS, namespace, name)
  if (!stored) return
  const jobs = context
    .byIndex<Job>(JOBS, 'owner', stored.metadata.uid!)
    .filter(job => controllerOf(job)?.uid === stored.metadata.uid)
  let status = withActiveJobs(stored, jobs, context)
  const timing = stored.metadata.deletionTimestamp === undefined ? timingOf(stored, context) : undefined
  if (timing) {
    status = runIfDue({ ...stored, status }, timing, context)
    const next = nextLook({ ...stored, status }, context.clock.now().getTime(), timing.schedule)
    if (next !== undefined) context.requeueAt(key, new Date(next))
  }
  status = statusOf({ ...status, active: [...cleanUpHistory(stored, jobs, status.active ?? [], context)] })
  if (!equal(status, stored.status)) context.updateStatus(CRON_JOBS, { ...stored, status })
}

interface Timing {
  schedule: Schedule
  zone: Zone
}

/** When a CronJob runs; undefined for one that does not. */
function timingOf(cronJob: CronJob, context: ControllerContext): Timing | undefined {
  const { timeZone = '', schedule, suspend } = cronJob.spec
  const zone = loadZone(timeZone)
  if (!zone) {
    const message = `invalid timeZone: ${quote(timeZone)}: unknown time zone ${timeZone}`
    warn(cronJob, 'UnknownTimeZone', message, context)
    return undefined
  }
  if (suspend) return undefined
  try {
    return { schedule: parseSchedule(schedule, zone), zone }
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    warn(cronJob, 'UnParseableCronJobSchedule', `unparseable schedule: ${quote(schedule)} : ${error.message}`, context)
    return undefined
  }
}

/** Starts a job where one is due, and returns the status that results (syncCronJob). */
function runIfDue(cronJob: CronJob, { schedule, zone }: Timing, context: ControllerContext): CronJobStatus {
  const status = cronJob.status ?? {}
  const now = context.clock.now().getTime()
  const due = dueTime(cronJob, now, schedule, context)
  if (due === undefined) return status
  const { startingDeadlineSeconds, concurrencyPolicy } = cronJob.spec
  if (startingDeadlineSeconds !== undefined && due + startingDeadlineSeconds * 1000 < now) {
    const time = new Date(due).toUTCString().replace('GMT', '+0000')
    warn(cronJob, 'MissSchedule', `Missed scheduled time to start a job: ${time}`, context)
    return status
  }
  const scheduled = formatTime(new Date(due))
  let active = status.active ?? []
  if (active.some(job => job.name === jobName(cronJob, due)) || status.lastScheduleTime === scheduled) return status
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    context.event({ about: cronJob, type: 'Normal', reason: 'JobAlreadyActive', message, component: COMPONENT })
    return status
  }
  if (concurrencyPolicy === 'Replace')
    for (const { namespace, name } of active) {
      const running = context.get<Job>(JOBS, namespace!, name!)
      if (running && deleteJob(cronJob, running, context)) active = [...without(active, running)]
    }
  const job = startJob(cronJob, jobOf(cronJob, due, zone), context)
  if (!job) return { ...status, active }
  const { namespace, name, uid, resourceVersion } = job.metadata
  const reference = { apiVersion: 'batch/v1', kind: 'Job', namespace, name, uid, resourceVersion }
  return { ...status, active: [...active, reference as (typeof active)[number]], lastScheduleTime: scheduled }
}

function dueTime(cronJob: CronJob, now: number, schedule: Schedule, context: ControllerContext): number | undefined {
  try {
    const { latest, tooMany } = missedRuns(cronJob, now, schedule, true)
    const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew'
    if (tooMany) warn(cronJob, 'TooManyMissedTimes', `too many missed start times. ${advice}`, context)
    return latest
  } catch (error) {
    if (!(error instanceof InvalidSchedule)) throw error
    warn(cronJob, 'InvalidSchedule', `invalid schedule: ${cronJob.spec.schedule} : ${error.message}`, context)
    return undefined
  }
}

/** The new job, or the CronJob's own that has that name already; undefined where there is none. */
function startJob(cronJob: CronJob, job: Job, context: ControllerContext): Job | undefined {
  try {
    const created = context.create<Job>(JOBS, job)
    const message = `Created job ${created.metadata.name}`
    context.event({ about: cronJob, type: 'Normal', reason: 'SuccessfulCreate', message, component: COMPONENT })
    return created
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    if (isNamespaceTerminating(error)) return undefined
    if (error.status.reason !== 'AlreadyExists') {
      warn(cronJob, 'FailedCreate', `Error creating job: ${error.message}`, context)
      return undefined
    }
    const existing = context.get<Job>(JOBS, job.metadata.namespace!, job.metadata.name!)
    return existing && controllerOf(existing)?.uid === cronJob.metadata.uid ? existing : undefined
  }
}

function warn(cronJob: CronJob, reason: string, message: string, context: ControllerContext): void {
  context.event({ about: cronJob, type: 'Warning', reason, message, component: COMPONENT })
}

/** A job concerns the CronJob that it belongs to. */
function keysOfJob({ object }: Change, context: ControllerContext): string[] {
  const controller = controllerOf(object)
  if (controller?.kind !== 'CronJob') return []
  const owner = context.get<CronJob>(CRON_JOBS, object.metadata.namespace!, controller.name)
  return owner?.metadata.uid === controller.uid ? [objectKey(owner)] : []
}

/** Starts jobs when their time has come, and keeps only so many of those that have ended. */
export const cronJobController: Controller = {
  name: 'cronjob-controller',
  manager: 'kube-controller-manager',
  watches: {
    [CRON_JOBS]: ({ type, object, old }) =>
      type === 'DELETED' || (old && equal((old as CronJob).spec, (object as CronJob).spec)) ? [] : [objectKey(object)],
    [JOBS]: keysOfJob,
  },
  sync,
}
