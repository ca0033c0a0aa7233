import type { Pod } from '../../api/types.gen.ts'

/** The names of all of a pod's containers: those that start it, those that run, those that look at it. */
export function containerNames({ spec }: Pod): string[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec ?? { containers: [] }
  return [...initContainers, ...containers, ...ephemeralContainers].map(c => c.name)
}
