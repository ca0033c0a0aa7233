import { podRequests } from '../pod-requests.ts'
import type { Plugin } from './plugin.ts'

/** Nodes on which CPU and memory are used up alike are better; says nothing about pods that request neither. */
export const balancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  scoreNode({ pod }) {
    const { requests } = podRequests(pod)
    if (!requests.cpu && !requests.memory) return undefined
    return ({ allocatable, usage }) => {
      const cpu = fraction(allocatable.cpu, (usage.requested.cpu ?? 0) + (requests.cpu ?? 0))
      const memory = fraction(allocatable.memory, (usage.requested.memory ?? 0) + (requests.memory ?? 0))
      return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100)
    }
  },
  weight: 1,
}

function fraction(capacity: number | undefined, requested: number): number {
  return capacity ? Math.min(1, requested / capacity) : 1
}
