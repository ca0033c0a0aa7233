import type { Pod, PodDisruptionBudget } from '../api/types.gen.ts'
import { matches, selectorFromLabelSelector } from '../apimachinery/labels/selector.ts'
import { type ControllerContext, splitKey } from '../controllers/controller.ts'

const BUDGETS = 'poddisruptionbudgets.policy'

/**
 * The keys of those pods, given by key in the order in which they would be removed, whose removal a disruption budget does not allow any
 * more. Source: filterPodsWithPDBViolation of the scheduler's preemption.
 */
export function budgetViolations(context: ControllerContext, pods: readonly string[]): Set<string> {
  const violating = new Set<string>()
  const budgets = context
    .list<PodDisruptionBudget>(BUDGETS)
    .map(budget => ({ budget, left: budget.status?.disruptionsAllowed ?? 0 }))
  if (budgets.length === 0) return violating
  for (const key of pods) {
    const { namespace, name } = splitKey(key)
    const pod = context.get<Pod>('pods', namespace, name)
    if (!pod?.metadata.labels) continue
    for (const entry of budgets) {
      if (!isHeld(pod, entry.budget)) continue
      entry.left--
      if (entry.left < 0) violating.add(key)
    }
  }
  return violating
}

/** Whether a budget is about a pod that has not been let go yet. */
function isHeld({ metadata }: Pod, { metadata: { namespace }, spec, status }: PodDisruptionBudget): boolean {
  const { selector } = spec ?? {}
  const isEmpty = !selector?.matchExpressions?.length && Object.keys(selector?.matchLabels ?? {}).length === 0
  if (namespace !== metadata.namespace || !selector || isEmpty) return false
  if (Object.hasOwn(status?.disruptedPods ?? {}, metadata.name!)) return false
  return matches(selectorFromLabelSelector(selector), metadata.labels ?? {})
}
