import type { Job, Pod } from '../../api/types.gen.ts'
import { finishTimeOf, isPodFailed, isPodSucceeded } from './pods.ts'

const FIRST_DELAY = 10_000
const LONGEST_DELAY = 600_000

/** When a job may start pods again after those that have failed since the last success (ms since 1970); 0 for at once. */
export function nextStart(job: Job, pods: readonly Pod[]): number {
  const finished = pods
    .filter(pod => isPodSucceeded(pod) || isPodFailed(pod, job))
    .map(pod => ({ at: finishTimeOf(pod), failed: !isPodSucceeded(pod) }))
    .sort((a, b) => a.at - b.at)
  const failures = finished.slice(finished.findLastIndex(f => !f.failed) + 1)
  return failures.length === 0 ? 0 : afterFailures(failures.length, failures.at(-1)!.at)
}

/** The end of the pause after so many failures, of which the last was at `last`: 10 seconds, doubled each time, at most 10 minutes. */
export function afterFailures(count: number, last: number): number {
  return count === 0 ? 0 : last + Math.min(FIRST_DELAY * 2 ** (count - 1), LONGEST_DELAY)
}
