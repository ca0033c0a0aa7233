import type { ContainerStatus, Pod, PodCondition } from '../api/types.gen.ts'
import { isShared, share } from '../apimachinery/shared.ts'

/** The conditions that the kubelet owns; all others of a pod are somebody else's and stay as they are. */
const OWN = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'])

/** What a kubelet knows about a pod when it works out its conditions. */
export interface PodFacts {
  phase: string
  hasNetwork: boolean
  init: readonly ContainerStatus[]
  containers: readonly ContainerStatus[]
}

interface Verdict {
  status: 'True' | 'False'
  reason?: string
  message?: string
}

const TRUE: Verdict = { status: 'True' }

/**
 * A pod's conditions: those of others first, then the kubelet's five (pkg/kubelet/status/generate.go). A condition whose status did not
 * change keeps its transition time.
 */
export function podConditions(pod: Pod, facts: PodFacts, now: string): PodCondition[] {
  const before = pod.status?.conditions ?? []
  const others = before.filter(c => !OWN.has(c.type))
  const containersReady = containersReadyVerdict(facts)
  const verdicts: [string, Verdict][] = [
    ['PodReadyToStartContainers', { status: facts.hasNetwork ? 'True' : 'False' }],
    ['Initialized', initializedVerdict(pod, facts)],
    ['Ready', readyVerdict(pod, containersReady, others)],
    ['ContainersReady', containersReady],
    ['PodScheduled', TRUE],
  ]
  const make = () => [...others, ...verdicts.map(([type, verdict]) => condition(pod, type, verdict, before, now))]
  if (!isShared(before)) return make()
  let text = `${now} ${pod.metadata.generation}`
  for (const [, { status, reason = '', message = '' }] of verdicts) text += `,${status},${reason},${message}`
  const last = conditionsAfter.get(before)
  if (last?.text === text) return last.conditions
  const conditions = share(make())
  conditionsAfter.set(before, { text, conditions })
  return conditions
}

/** What came of conditions that many pods share, and what it depends on: theirs afterwards are the same again. */
const conditionsAfter = new WeakMap<readonly PodCondition[], { text: string; conditions: PodCondition[] }>()

function condition(
  pod: Pod,
  type: string,
  { status, reason, message }: Verdict,
  before: readonly PodCondition[],
  now: string,
): PodCondition {
  const was = before.find(c => c.type === type)
  const generation = pod.metadata.generation
  if (
    was?.status === status &&
    (was.reason || undefined) === reason &&
    (was.message || undefined) === message &&
    was.observedGeneration === generation
  )
    return was
  const lastTransitionTime = was?.status === status ? was.lastTransitionTime : now
  const result = { lastProbeTime: null, lastTransitionTime } as unknown as PodCondition
  if (message !== undefined) result.message = message
  if (generation) result.observedGeneration = generation
  if (reason !== undefined) result.reason = reason
  result.status = status
  result.type = type
  return result
}

function containersReadyVerdict(facts: PodFacts): Verdict {
  if (facts.phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' }
  if (facts.phase === 'Failed') return { status: 'False', reason: 'PodFailed' }
  // Only sidecars have a "started" that stays true; other init containers do not count once they are done.
  const sidecars = facts.init.filter(s => !s.ready && s.state?.terminated === undefined)
  const unready = [...sidecars, ...facts.containers.filter(s => !s.ready)].map(s => s.name)
  if (unready.length === 0) return TRUE
  return {
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  }
}

function initializedVerdict(pod: Pod, facts: PodFacts): Verdict {
  const incomplete = facts.init.filter(s => !s.ready).map(s => s.name)
  if (facts.phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' }
  if (!pod.spec?.initContainers?.length || incomplete.length === 0) return TRUE
  return {
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${incomplete.join(' ')}]`,
  }
}

function readyVerdict(pod: Pod, containersReady: Verdict, others: readonly PodCondition[]): Verdict {
  if (containersReady.status !== 'True') return containersReady
  const complaints: string[] = []
  for (const { conditionType } of pod.spec?.readinessGates ?? []) {
    const gate = others.find(c => c.type === conditionType)
    if (!gate) complaints.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
    else if (gate.status !== 'True')
      complaints.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`)
  }
  if (complaints.length === 0) return TRUE
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: complaints.join(', ') }
}
