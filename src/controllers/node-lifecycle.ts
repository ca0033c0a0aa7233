import type { Node, Taint } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { type Controller, keyOfPresent } from './controller.ts'

const PREFIX = 'node.kubernetes.io/'

/** The taint that a condition's status brings. */
const CONDITION_TAINTS: readonly { type: string; status: string; key: string }[] = [
  { type: 'Ready', status: 'False', key: `${PREFIX}not-ready` },
  { type: 'Ready', status: 'Unknown', key: `${PREFIX}unreachable` },
  { type: 'MemoryPressure', status: 'True', key: `${PREFIX}memory-pressure` },
  { type: 'DiskPressure', status: 'True', key: `${PREFIX}disk-pressure` },
  { type: 'NetworkUnavailable', status: 'True', key: `${PREFIX}network-unavailable` },
  { type: 'PIDPressure', status: 'True', key: `${PREFIX}pid-pressure` },
]
const UNSCHEDULABLE = `${PREFIX}unschedulable`
const EVICTING = [`${PREFIX}not-ready`, `${PREFIX}unreachable`]
const OWN_KEYS = new Set([...CONDITION_TAINTS.map(t => t.key), UNSCHEDULABLE])

/** Taints nodes for their conditions and for being cordoned (node-lifecycle-controller). Keys are names of nodes. */
export const nodeLifecycle: Controller = {
  name: 'node-lifecycle-controller',
  manager: 'kube-controller-manager',
  watches: { nodes: keyOfPresent },
  sync(key, context) {
    const node = context.get<Node>('nodes', '', key)
    if (!node) return
    const taints = lifecycleTaints(node, formatTime(context.clock.now()))
    if (!taints) return
    const { taints: _, ...spec } = node.spec ?? {}
    context.update('nodes', { ...node, spec: taints.length ? { ...spec, taints } : spec })
  },
}

/** The taints that a node should have: those of others, and those for its state; undefined when it has just those. */
function lifecycleTaints(node: Node, timeAdded: string): Taint[] | undefined {
  const wanted: Taint[] = []
  for (const { type, status, key } of CONDITION_TAINTS)
    if (node.status?.conditions?.some(c => c.type === type && c.status === status)) {
      wanted.push({ effect: 'NoSchedule', key, timeAdded })
      if (EVICTING.includes(key)) wanted.push({ effect: 'NoExecute', key, timeAdded })
    }
  if (node.spec?.unschedulable) wanted.push({ effect: 'NoSchedule', key: UNSCHEDULABLE, timeAdded })
  const taints = node.spec?.taints ?? []
  const kept = taints.filter(taint => !isOwn(taint) || wanted.some(w => same(w, taint)))
  const added = wanted.filter(w => !taints.some(taint => same(w, taint)))
  return kept.length === taints.length && added.length === 0 ? undefined : [...kept, ...added]
}

/** Whether a taint is this controller's to take away. */
function isOwn({ key, effect }: Taint): boolean {
  return OWN_KEYS.has(key) && (effect === 'NoSchedule' || (effect === 'NoExecute' && EVICTING.includes(key)))
}

const same = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect
