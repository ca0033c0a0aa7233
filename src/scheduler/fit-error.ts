import type { Rejection } from './plugins/plugin.ts'
import type { Diagnosis } from './schedule-pod.ts'

/**
 * Says why a pod fits nowhere, as FitError does: how many nodes each reason is against, sorted as text, and then what became of
 * preemption (undefined when it found a place).
 */
export function fitError(diagnosis: Diagnosis, preemption: string | undefined): string {
  const total = diagnosis.attempt.nodes.length
  if (total === 0) return 'no nodes available to schedule pods'
  const why = diagnosis.preFilter?.reasons.join(', ') ?? histogram(diagnosis.nodes.values())
  const result = `0/${total} nodes are available: ${why}.`
  if (preemption === undefined) return result
  const { pod } = diagnosis.attempt
  const claims = !diagnosis.preFilter && pod.spec?.resourceClaims?.length
  return `${result} ${claims ? 'still not schedulable' : 'no new claims to deallocate'}, preemption: ${preemption}`
}

/** "1 node(s) had untolerated taint(s), 2 Insufficient cpu": each reason with the number of its nodes. */
export function histogram(rejections: Iterable<Rejection>): string {
  const counts = new Map<string, number>()
  for (const { reasons } of rejections) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')
}
