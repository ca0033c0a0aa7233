import type { PodSchedulingGroup } from '../../api/types.gen.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** The pod group that a pod is scheduled with. */
export function writeSchedulingGroup(w: PrefixWriter, group: PodSchedulingGroup | undefined, indent = ''): void {
  if (!group) return
  w.write(0, `${indent}SchedulingGroup:\n`)
  w.write(1, `PodGroupName:\t${group.podGroupName ?? ''}\n`)
}
