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

/** The tolerations of a DaemonSet's pod: its template's, then those that every such pod has. */
export function tolerationsOf(spec: PodSpec): Toleration[] {
  const tolerations = [...(spec.tolerations ?? [])]
  for (const [key, effect] of spec.hostNetwork ? [...TOLERATED, ON_HOST_NETWORK] : TOLERATED) {
    const same = tolerations.some(
      t => t.key === key && t.effect === effect && t.operator === 'Exists' && (t.value ?? '') === '',
    )
    if (!same) tolerations.push({ effect, key, operator: 'Exists' })
    else
      tolerations.splice(
        tolerations.findIndex(t => t.key === key && t.effect === effect),
        1,
        { effect, key, operator: 'Exists' },
      )
  }
  return tolerations
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
