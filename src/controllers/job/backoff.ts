import type { Job, Pod } from '../../api/types.gen.ts'
import { type ControllerContext, objectKey } from '../controller.ts'
import { finishTimeOf, isPodFailed, isPodSucceeded, isTracked } from './pods.ts'

const FIRST_DELAY = 10_000
const LONGEST_DELAY = 600_000

/** The failures of a job since its last success: how many, and when the last was (ms since 1970). It outlives the pods. */
export interface Failures {
  count: number
  last: number
}

const recordKey = (key: string): string => `/kubette/job-backoff/${key}`

/** The failures that are remembered of a job, with those of pods that have not been counted yet (newBackoffRecord). */
export function failuresOf(job: Job, pods: readonly Pod[], context: ControllerContext): Failures {
  const record = context.getInternal<Failures & { uid: string }>(recordKey(objectKey(job)))
  const known = record?.uid === job.metadata.uid ? record : undefined
  const finished = pods
    .filter(pod => isTracked(pod) && (isPodSucceeded(pod) || isPodFailed(pod, job)))
    .map(pod => ({ at: finishTimeOf(pod), failed: !isPodSucceeded(pod) }))
    .sort((a, b) => a.at - b.at)
  const success = finished.findLastIndex(f => !f.failed)
  const failures = finished.slice(success + 1)
  return {
    count: failures.length + (success < 0 ? (known?.count ?? 0) : 0),
    last: failures.at(-1)?.at ?? (success < 0 ? (known?.last ?? 0) : 0),
  }
}

/** Remembers the failures of a job, or forgets them where there are none. */
export function rememberFailures(job: Job, { count, last }: Failures, context: ControllerContext): void {
  const key = recordKey(objectKey(job))
  const { uid } = job.metadata
  const known = context.getInternal<Failures & { uid: string }>(key)
  if (count === 0) return forgetFailures(objectKey(job), context)
  if (known?.uid !== uid || known?.count !== count || known?.last !== last)
    context.putInternal(key, { uid, count, last })
}

/** Forgets the failures of a job that is over or gone. */
export function forgetFailures(key: string, context: ControllerContext): void {
  if (context.getInternal(recordKey(key))) context.putInternal(recordKey(key), undefined)
}

/** The end of the pause after so many failures, of which the last was at `last`: 10 seconds, doubled each time, at most 10 minutes. */
export function afterFailures(count: number, last: number): number {
  return count === 0 ? 0 : last + Math.min(FIRST_DELAY * 2 ** (count - 1), LONGEST_DELAY)
}
