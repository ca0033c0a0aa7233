import type { CustomResourceDefinitionCondition, CustomResourceDefinitionStatus } from '../../api/types.gen.ts'

/** Keeps a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io'

/** A status with a condition that it has or gets; the time is that of the last change of what it says. */
export function setCondition(
  status: CustomResourceDefinitionStatus | undefined,
  condition: CustomResourceDefinitionCondition,
  now: string,
): CustomResourceDefinitionStatus {
  const conditions = status?.conditions ?? []
  const old = conditions.find(c => c.type === condition.type)
  const time = old && old.status === condition.status ? old.lastTransitionTime! : now
  const { type, ...rest } = condition
  const added: CustomResourceDefinitionCondition = { lastTransitionTime: time, ...rest, type }
  return { ...status, conditions: old ? conditions.map(c => (c === old ? added : c)) : [...conditions, added] }
}
