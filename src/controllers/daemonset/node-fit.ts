import type { DaemonSet, Node, Pod, PodSpec, Toleration } from '../../api/types.gen.ts'
import { matchesNodeAffinity } from '../../scheduler/node-affinity.ts'
import { untoleratedTaint } from '../../scheduler/tolerations.ts'

/** What a DaemonSet's pods tolerate whatever their template says: they stay on nodes in trouble. */
const TOLERATED: readonly [key: string, effect: string][] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
]
const ON_HOST_NETWORK: [string, string] = ['node.kubernetes.io/network-unavailable', 'NoSchedule']

/** The tolerations of a DaemonSet's pod: its template's, then those that every such pod has and its template has not. */
export function tolerationsOf({ tolerations = [], hostNetwork }: PodSpec): Toleration[] {
  const added = hostNetwork ? [...TOLERATED, ON_HOST_NETWORK] : TOLERATED
  const missing = added.filter(([key, effect]) => !tolerations.some(t => isSame(t, key, effect)))
  return [...tolerations, ...missing.map(([key, effect]) => ({ effect, key, operator: 'Exists' }))]
}

function isSame(toleration: Toleration, key: string, effect: string): boolean {
  const { operator, value = '' } = toleration
  return toleration.key === key && toleration.effect === effect && operator === 'Exists' && value === ''
}

/** Whether a DaemonSet has a pod on a node: whether one should be made, and whether one that is there may stay. */
export interface NodeFit {
  shouldRun: boolean
  shouldContinue: boolean
}

const NOT_AT_ALL: NodeFit = { shouldRun: false, shouldContinue: false }

/** Whether the pods of a DaemonSet belong on a node (NodeShouldRunDaemonPod). Room on the node is the scheduler's business. */
export function nodeFit(set: DaemonSet, node: Node): NodeFit {
  const spec = set.spec!.template.spec ?? { containers: [] }
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return NOT_AT_ALL
  if (!matchesNodeAffinity({ metadata: {}, spec } as Pod, node)) return NOT_AT_ALL
  const tolerations = tolerationsOf(spec)
  const fits = (effects: string[]) => untoleratedTaint(node.spec?.taints, tolerations, effects) === undefined
  if (fits(['NoExecute', 'NoSchedule'])) return { shouldRun: true, shouldContinue: true }
  return { shouldRun: false, shouldContinue: fits(['NoExecute']) }
}
