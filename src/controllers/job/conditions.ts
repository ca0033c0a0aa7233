import type { Job, JobCondition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'

/** What a condition says, but for when. */
export interface Verdict {
  type: 'SuccessCriteriaMet' | 'FailureTarget'
  reason: string
  message: string
}

export const success = (reason: string, message: string): Verdict => ({ type: 'SuccessCriteriaMet', reason, message })
export const failure = (reason: string, message: string): Verdict => ({ type: 'FailureTarget', reason, message })

/** The condition of that type, if the job has it and it is true. */
export function trueCondition({ status }: Job, type: string): JobCondition | undefined {
  return status?.conditions?.find(c => c.type === type && c.status === 'True')
}

/** The condition with which a job has ended, if it has. */
export function finishedCondition(job: Job): JobCondition | undefined {
  return trueCondition(job, 'Complete') ?? trueCondition(job, 'Failed')
}

/**
 * The conditions with one of them as it should be; the same list where it is so already. A condition that is false is not added
 * (ensureJobConditionStatus).
 */
export function withCondition(
  conditions: readonly JobCondition[],
  { type, status, reason, message }: { type: string; status: 'True' | 'False'; reason: string; message: string },
  now: Date,
): readonly JobCondition[] {
  const was = conditions.find(c => c.type === type)
  if (was ? was.status === status && was.reason === reason && was.message === message : status === 'False')
    return conditions
  const time = formatTime(now)
  const condition = { lastProbeTime: time, lastTransitionTime: time, message, reason, status, type }
  return was ? conditions.map(c => (c === was ? condition : c)) : [...conditions, condition]
}
