import { podRequests } from '../pod-requests.ts'
import type { NodeInfo, Plugin } from './plugin.ts'

/** A resource of which a node has too little left. */
export interface Shortage {
  resource: string
  requested: number
  used: number
  capacity: number
}

/** What a node lacks for a pod with these requests (fitsRequest): the pods' number first, then cpu, memory and the others. */
export function shortages(requests: Record<string, number>, { allocatable, usage }: NodeInfo): Shortage[] {
  const found: Shortage[] = []
  const pods = allocatable.pods ?? 0
  if (usage.pods + 1 > pods) found.push({ resource: 'pods', requested: 1, used: usage.pods, capacity: pods })
  for (const resource of ordered(requests)) {
    const requested = requests[resource]!
    if (requested === 0) continue
    const used = usage.requested[resource] ?? 0
    const capacity = allocatable[resource] ?? 0
    if (requested > capacity - used) found.push({ resource, requested, used, capacity })
  }
  return found
}

/** The node must have what the pod requests; nodes with more to spare are better (LeastAllocated). */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  filter({ pod }) {
    const { requests } = podRequests(pod)
    return node => {
      const lacking = shortages(requests, node)
      if (lacking.length === 0) return undefined
      return {
        plugin: 'NodeResourcesFit',
        reasons: lacking.map(s => (s.resource === 'pods' ? 'Too many pods' : `Insufficient ${s.resource}`)),
        unresolvable: lacking.some(s => s.resource !== 'pods' && s.requested > s.capacity),
      }
    }
  },
  scoreNode({ pod }) {
    const { nonZero } = podRequests(pod)
    return ({ allocatable, usage }) => {
      const cpu = spare(allocatable.cpu, usage.nonZero.cpu + nonZero.cpu)
      const memory = spare(allocatable.memory, usage.nonZero.memory + nonZero.memory)
      return Math.floor((cpu + memory) / 2)
    }
  },
  weight: 1,
}

function spare(capacity: number | undefined, requested: number): number {
  return !capacity || requested > capacity ? 0 : Math.floor(((capacity - requested) * 100) / capacity)
}

const FIRST = ['cpu', 'memory', 'ephemeral-storage']

function ordered(requests: Record<string, number>): string[] {
  const names = Object.keys(requests)
  if (names.length < 2) return names
  return [...FIRST.filter(name => Object.hasOwn(requests, name)), ...names.filter(name => !FIRST.includes(name)).sort()]
}
