import type { CronJob, CronJobStatus, Job } from '../../api/types.gen.ts'
import type { ControllerContext } from '../controller.ts'
import { finishedCondition, trueCondition } from '../job/conditions.ts'
import { JOBS } from '../job/pods.ts'
import { COMPONENT } from './history.ts'

/** A CronJob's status once it says of its jobs what has become of them; records what is worth telling. */
export function withActiveJobs(cronJob: CronJob, jobs: readonly Job[], context: ControllerContext): CronJobStatus {
  const record = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    context.event({ about: cronJob, type, reason, message, component: COMPONENT })
  const status = cronJob.status ?? {}
  let active = status.active ?? []
  let last = status.lastSuccessfulTime
  for (const job of jobs) {
    const { name, uid } = job.metadata
    const isListed = active.some(reference => reference.uid === uid)
    const finished = finishedCondition(job)
    if (!isListed && !finished) {
      record('Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`)
    } else if (isListed && finished) {
      active = active.filter(reference => reference.uid !== uid)
      record('Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${finished.type}`)
    }
    const end = trueCondition(job, 'Complete') && job.status?.completionTime
    if (end && (last === undefined || end > last)) last = end
  }
  const known = new Set(jobs.map(job => job.metadata.uid))
  for (const { namespace, name, uid } of active) {
    if (known.has(uid) || context.get(JOBS, namespace!, name!)) continue
    record('Normal', 'MissingJob', `Active job went missing: ${name}`)
    active = active.filter(reference => reference.uid !== uid)
  }
  return statusOf({ active, lastScheduleTime: status.lastScheduleTime, lastSuccessfulTime: last })
}

/** A status without what is empty. */
export function statusOf({ active, lastScheduleTime, lastSuccessfulTime }: CronJobStatus): CronJobStatus {
  return {
    ...(active?.length && { active }),
    ...(lastScheduleTime !== undefined && { lastScheduleTime }),
    ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime }),
  }
}
