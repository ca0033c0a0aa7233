import type { CronJob } from '../../api/types.gen.ts'
import type { Schedule } from '../../cron/schedule.ts'

/** A schedule that is never met. */
export class InvalidSchedule extends Error {
  override readonly name = 'InvalidSchedule'
}

/** What a CronJob has missed since it last ran (ms since 1970). */
export interface Missed {
  /** Since when it was looked for. */
  earliest: number
  /** The last time at which it should have run, if there was one. */
  latest?: number
  tooMany: boolean
}

const MANY = 100

/**
 * The last time before `now` at which a CronJob should have run; with `deadline`, none from before its starting deadline
 * (mostRecentScheduleTime). Throws InvalidSchedule.
 */
export function missedRuns(
  { metadata, spec, status }: CronJob,
  now: number,
  schedule: Schedule,
  deadline: boolean,
): Missed {
  let earliest = Date.parse(status?.lastScheduleTime ?? metadata.creationTimestamp ?? '')
  const seconds = spec.startingDeadlineSeconds
  if (deadline && seconds !== undefined) earliest = Math.max(earliest, now - seconds * 1000)
  const first = schedule.next(earliest)
  if (first === undefined) throw new InvalidSchedule('time difference between two schedules is less than 1 second')
  if (now < first) return { earliest, tooMany: false }
  const second = schedule.next(first)
  if (second === undefined || now < second) return { earliest, latest: first, tooMany: false }
  const between = second - first
  const count = Math.floor((now - first) / between) + 1
  let latest = first
  // a jump to shortly before the end, for those that were missed for years
  const jump = first + (count - 2) * between
  const near = count > MANY ? schedule.next(jump) : undefined
  if (near !== undefined && near <= now) latest = near
  for (let next = schedule.next(latest); next !== undefined && next <= now; next = schedule.next(next)) latest = next
  return { earliest, latest, tooMany: count > MANY }
}

/** When a CronJob is to be looked at next; undefined for a schedule that is never met again. */
export function nextLook(cronJob: CronJob, now: number, schedule: Schedule): number | undefined {
  try {
    const { earliest, latest } = missedRuns(cronJob, now, schedule, false)
    return schedule.next(latest ?? earliest)
  } catch (error) {
    if (error instanceof InvalidSchedule) return schedule.next(now)
    throw error
  }
}
