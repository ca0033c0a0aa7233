import type { Container, ContainerState, ContainerStatus, Pod } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { formatDuration } from '../apimachinery/duration.ts'
import type { Random } from '../apimachinery/random.ts'
import { type ContainerRun, runOf } from './container-run.ts'
import { runningStatus } from './container-status.ts'

/** A container's status after time has passed. */
export interface Progressed {
  status: ContainerStatus
  /** It has been started again since. */
  restarted: boolean
  /** When it changes next (ms since 1970). */
  next?: number
}

const FIRST_BACKOFF = 10_000
const LONGEST_BACKOFF = 300_000
/** A container that ran longer than this is started at once, as if it had never failed. */
const BACKOFF_RESET = 2 * LONGEST_BACKOFF

/** Lets a container that was started come to its end, and starts it again where the pod wants that, up to now. */
export function progress(pod: Pod, container: Container, was: ContainerStatus, now: Date, random: Random): Progressed {
  let status = was
  let restarted = false
  const run = runOf(pod, container)
  for (;;) {
    const start = status.state?.running?.startedAt
    if (start) {
      const end = Date.parse(start) + run.seconds * 1000
      if (end > now.getTime()) return { status, restarted, ...(Number.isFinite(end) && { next: end }) }
      status = ended(status, start, end, run)
    }
    const restart = restartOf(pod, container, status)
    if (restart === undefined) return { status, restarted }
    if (restart.at > now.getTime()) return { status: waiting(pod, status, restart.delay), restarted, next: restart.at }
    status = startedAgain(pod, container, status, restart.at, random)
    restarted = true
  }
}

function ended(status: ContainerStatus, startedAt: string, end: number, { exitCode }: ContainerRun): ContainerStatus {
  const terminated = {
    containerID: status.containerID!,
    exitCode,
    finishedAt: formatTime(new Date(end)),
    reason: exitCode === 0 ? 'Completed' : 'Error',
    startedAt,
  }
  return { ...status, ready: false, started: false, state: { terminated } }
}

/** What has ended: as its state, or, while it waits to be started again, as its last one. */
function terminatedState({ state, lastState }: ContainerStatus): ContainerState['terminated'] {
  return state?.terminated ?? (state?.waiting?.reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined)
}

function restartOf(pod: Pod, container: Container, status: ContainerStatus): { at: number; delay: number } | undefined {
  const terminated = terminatedState(status)
  const policy = container.restartPolicy ?? pod.spec?.restartPolicy
  const isWanted = policy === 'Always' || (policy === 'OnFailure' && terminated?.exitCode !== 0)
  if (!terminated || !isWanted) return undefined
  const end = Date.parse(terminated.finishedAt ?? '')
  const ran = end - Date.parse(terminated.startedAt ?? '')
  const before = status.restartCount
  const isFirst = before === 0 || ran > BACKOFF_RESET
  const delay = isFirst ? 0 : Math.min(FIRST_BACKOFF * 2 ** (before - 1), LONGEST_BACKOFF)
  return { at: end + delay, delay }
}

function waiting({ metadata }: Pod, status: ContainerStatus, delay: number): ContainerStatus {
  if (status.state?.waiting) return status
  const { name, namespace, uid } = metadata
  const what = `restarting failed container=${status.name} pod=${name}_${namespace}(${uid})`
  return {
    ...status,
    lastState: status.state ?? {},
    state: { waiting: { message: `back-off ${formatDuration(delay)} ${what}`, reason: 'CrashLoopBackOff' } },
  }
}

function startedAgain(
  pod: Pod,
  container: Container,
  was: ContainerStatus,
  at: number,
  random: Random,
): ContainerStatus {
  return {
    ...runningStatus(pod, container, formatTime(new Date(at)), random),
    lastState: { terminated: terminatedState(was)! },
    restartCount: was.restartCount + 1,
  }
}

/** The phase of a pod whose containers have all been started (getPhase). */
export function phaseOf(pod: Pod, containers: readonly ContainerStatus[]): 'Running' | 'Succeeded' | 'Failed' {
  const ends = containers.map(c => c.state?.terminated)
  if (ends.length === 0 || ends.some(end => !end) || pod.spec?.restartPolicy === 'Always') return 'Running'
  return ends.every(end => end!.exitCode === 0) ? 'Succeeded' : 'Failed'
}
