import type { KubeObject } from '../../api/object.ts'
import type { PodDisruptionBudget } from '../../api/types.gen.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { describeText } from './prefix-writer.ts'

/** kubectl describe (PodDisruptionBudgetDescriber). */
export async function describePodDisruptionBudget(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec = {}, status } = object as PodDisruptionBudget
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    if (spec.minAvailable !== undefined) w.write(0, `Min available:\t${spec.minAvailable}\n`)
    else if (spec.maxUnavailable !== undefined) w.write(0, `Max unavailable:\t${spec.maxUnavailable}\n`)
    w.write(0, `Selector:\t${spec.selector ? labelSelectorText(spec.selector) : '<unset>'}\n`)
    w.write(0, 'Status:\n')
    w.write(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}\n`)
    w.write(2, `Current:\t${status?.currentHealthy ?? 0}\n`)
    w.write(2, `Desired:\t${status?.desiredHealthy ?? 0}\n`)
    w.write(2, `Total:\t${status?.expectedPods ?? 0}\n`)
    writeEvents(w, events, context.now)
  })
}
