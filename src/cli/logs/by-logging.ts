import type { Pod } from '../../api/types.gen.ts'

const PHASES = new Map([
  ['Pending', 0],
  ['Unknown', 1],
  ['Running', 2],
])

/** The order in which kubectl takes pods for their logs: assigned, running, ready (the longest), restarted often, old. */
export function byLogging(a: Pod, b: Pod): number {
  return (
    first(a, b, pod => Boolean(pod.spec?.nodeName)) ||
    phaseRank(b) - phaseRank(a) ||
    first(a, b, isReady) ||
    (isReady(a) ? byTime(readyTime(a), readyTime(b)) : 0) ||
    restarts(b) - restarts(a) ||
    byTime(a.metadata.creationTimestamp, b.metadata.creationTimestamp)
  )
}

function first(a: Pod, b: Pod, has: (pod: Pod) => boolean): number {
  return Number(has(b)) - Number(has(a))
}

const phaseRank = (pod: Pod): number => PHASES.get(pod.status?.phase ?? '') ?? 0

const readyCondition = (pod: Pod) => pod.status?.conditions?.find(c => c.type === 'Ready')

const isReady = (pod: Pod): boolean => readyCondition(pod)?.status === 'True'

const readyTime = (pod: Pod): string | null | undefined => readyCondition(pod)?.lastTransitionTime

const restarts = (pod: Pod): number => Math.max(0, ...(pod.status?.containerStatuses ?? []).map(s => s.restartCount))

/** The earlier time first; an unset one last. */
function byTime(a: string | null | undefined, b: string | null | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return Date.parse(a) - Date.parse(b)
}
