import type { Pod } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { type ControllerContext, splitKey } from '../controllers/controller.ts'
import { withDisruptionTarget } from '../kinds/pod/disruption-target.ts'
import { type LedgerPod, nodeLedger } from '../kubelet/node-ledger.ts'
import { budgetViolations } from './budget-violations.ts'
import { histogram } from './fit-error.ts'
import { plus } from './node-usage.ts'
import type { NodeInfo, Rejection } from './plugins/plugin.ts'
import { type Diagnosis, filterNode } from './schedule-pod.ts'

interface Victim {
  key: string
  entry: LedgerPod
}

interface Candidate {
  node: NodeInfo
  victims: Victim[]
  /** How many of them a disruption budget would keep. */
  violations: number
}

/** What preemption came to: a node that is being cleared, or why there is none. */
export type PreemptionResult = { node: string } | { message: string }

const because = (reason: string): Rejection => ({ plugin: 'DefaultPreemption', reasons: [reason], unresolvable: true })
const NOT_HELPFUL = because('Preemption is not helpful for scheduling')
const NO_VICTIMS = because('No preemption victims found for incoming pod')

/**
 * Makes room for a pod by removing pods of lower priority from the node where that does the least harm (DefaultPreemption). The
 * victims are deleted and their events recorded.
 */
export function preempt(context: ControllerContext, diagnosis: Diagnosis): PreemptionResult {
  const { pod, nodes } = diagnosis.attempt
  if (pod.spec?.preemptionPolicy === 'Never') return { message: 'not eligible due to preemptionPolicy=Never.' }
  const failures: Rejection[] = []
  const candidates: Candidate[] = []
  for (const node of nodes) {
    const rejection = diagnosis.preFilter ?? diagnosis.nodes.get(node.name)
    if (!rejection || rejection.unresolvable) {
      failures.push(NOT_HELPFUL)
      continue
    }
    const candidate = victimsOn(context, diagnosis, node)
    if (candidate) candidates.push(candidate)
    else failures.push(NO_VICTIMS)
  }
  const best = candidates.sort(leastHarm)[0]
  if (!best) return { message: `0/${nodes.length} nodes are available: ${histogram(failures)}.` }
  for (const victim of best.victims) evict(context, pod, victim.key, best.node.name)
  return { node: best.node.name }
}

/**
 * The pods of lower priority whose removal makes room, as few and as unimportant as may be, and no more than needed of those that a
 * disruption budget would keep; undefined when that does not help.
 */
function victimsOn(context: ControllerContext, diagnosis: Diagnosis, node: NodeInfo): Candidate | undefined {
  const priority = diagnosis.attempt.pod.spec?.priority ?? 0
  if (lowestPriority(context, node) >= priority) return undefined
  const lower = Object.entries(nodeLedger(context, node.name).pods)
    .filter(([, entry]) => entry.priority < priority)
    .map(([key, entry]) => ({ key, entry }))
    .sort((a, b) => b.entry.priority - a.entry.priority)
  let usage = lower.reduce((left, { entry }) => plus(left, entry, -1), node.usage)
  const fits = () => !filterNode(diagnosis.attempt, { ...node, usage })
  if (!fits()) return undefined
  const kept = budgetViolations(
    context,
    lower.map(({ key }) => key),
  )
  const victims: Victim[] = []
  for (const victim of [...lower.filter(v => kept.has(v.key)), ...lower.filter(v => !kept.has(v.key))]) {
    const without = usage
    usage = plus(usage, victim.entry, 1)
    if (fits()) continue
    usage = without
    victims.push(victim)
  }
  const violations = victims.filter(({ key }) => kept.has(key)).length
  return victims.length ? { node, victims, violations } : undefined
}

/** By what is taken of a node, which is another object after each change. */
const lowest = new WeakMap<NodeInfo['usage'], number>()

/** The priority of a node's least important pod: of thousands of pods that fit nowhere, each asks about the same nodes. */
function lowestPriority(context: ControllerContext, { name, usage }: NodeInfo): number {
  let priority = lowest.get(usage)
  if (priority === undefined) {
    priority = Number.POSITIVE_INFINITY
    for (const entry of Object.values(nodeLedger(context, name).pods)) priority = Math.min(priority, entry.priority)
    lowest.set(usage, priority)
  }
  return priority
}

/** The order of candidates: the fewest violated budgets, the least important of the most important victims, the lowest sum of priorities, the fewest victims. */
function leastHarm(a: Candidate, b: Candidate): number {
  const highest = (c: Candidate) => Math.max(...c.victims.map(v => v.entry.priority))
  const sum = (c: Candidate) => c.victims.reduce((n, v) => n + v.entry.priority + 2 ** 31, 0)
  return (
    a.violations - b.violations || highest(a) - highest(b) || sum(a) - sum(b) || a.victims.length - b.victims.length
  )
}

function evict(context: ControllerContext, preemptor: Pod, key: string, node: string): void {
  const { namespace, name } = splitKey(key)
  const victim = context.get<Pod>('pods', namespace, name)
  if (!victim || victim.metadata.deletionTimestamp) return
  const message = `${preemptor.spec?.schedulerName}: preempting to accommodate a higher priority pod`
  const now = formatTime(context.clock.now())
  context.updateStatus('pods', withDisruptionTarget(victim, 'PreemptionByScheduler', message, now))
  context.delete('pods', namespace, name, { uid: victim.metadata.uid! })
  context.event({
    about: victim,
    type: 'Normal',
    reason: 'Preempted',
    action: 'Preempting',
    message: `Preempted by pod ${preemptor.metadata.uid} on node ${node}`,
    component: 'default-scheduler',
  })
}
