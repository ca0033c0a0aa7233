import type { Node } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

const ROLE_PREFIX = 'node-role.kubernetes.io/'

/** A row of `kubectl get nodes`, wide columns included; the rules are those of printNode. */
export function nodeRow(node: Node, now: Date): Cell[] {
  const info = node.status?.nodeInfo
  return [
    node.metadata.name ?? '',
    nodeStatus(node),
    nodeRoles(node).join(',') || '<none>',
    translateTimestampSince(node.metadata.creationTimestamp, now),
    info?.kubeletVersion ?? '',
    address(node, 'InternalIP'),
    address(node, 'ExternalIP'),
    info?.osImage || '<unknown>',
    info?.kernelVersion || '<unknown>',
    info?.containerRuntimeVersion || '<unknown>',
  ]
}

/** "Ready", "NotReady" or "Unknown", and whether it takes new pods. */
function nodeStatus(node: Node): string {
  const ready = node.status?.conditions?.find(c => c.type === 'Ready')
  const words = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown']
  if (node.spec?.unschedulable) words.push('SchedulingDisabled')
  return words.join(',')
}

/** The roles that a node's labels give it, sorted. */
export function nodeRoles(node: Node): string[] {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) roles.add(key.slice(ROLE_PREFIX.length))
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value)
  }
  return [...roles].sort()
}

function address(node: Node, type: string): string {
  return node.status?.addresses?.find(a => a.type === type)?.address || '<none>'
}
