import type { Pod, PodCondition } from '../../api/types.gen.ts'

/**
 * The pod with the condition that tells who makes it go, and why (podutil.UpdatePodCondition). One that has the condition already keeps its
 * place and its time.
 */
export function withDisruptionTarget(pod: Pod, reason: string, message: string, now: string): Pod {
  const conditions = pod.status?.conditions ?? []
  const present = conditions.find(c => c.type === 'DisruptionTarget')
  const { generation } = pod.metadata
  // the API writes the zero time as null, which the generated types don't know
  const condition = {
    lastProbeTime: null,
    lastTransitionTime: present?.status === 'True' ? present.lastTransitionTime : now,
    message,
    ...(generation ? { observedGeneration: generation } : {}),
    reason,
    status: 'True',
    type: 'DisruptionTarget',
  } as unknown as PodCondition
  const updated = present ? conditions.map(c => (c === present ? condition : c)) : [...conditions, condition]
  return { ...pod, status: { ...pod.status, conditions: updated } }
}
