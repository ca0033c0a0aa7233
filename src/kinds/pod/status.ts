import type { Pod, PodCondition, PodStatus } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { equal } from '../../apimachinery/equality.ts'
import { nextGeneration, startGeneration } from '../generation.ts'
import type { WriteContext } from '../kind.ts'
import { withAppArmorFields } from './app-armor.ts'
import { withLabelKeys } from './label-keys.ts'
import { qosClassOfSpec } from './shared-spec.ts'

/** A new pod is pending, whatever its author says; source: registry/core/pod/strategy.go. */
export function preparePodForCreate(pod: Pod, context: WriteContext): void {
  startGeneration(pod)
  pod.spec = withLabelKeys(pod.spec!, pod.metadata.labels)
  const confined = withAppArmorFields(pod)
  pod.spec = confined.spec
  for (const warning of confined.warnings) context.warn(warning)
  const status: PodStatus = { phase: 'Pending', qosClass: qosClassOfSpec(pod.spec) }
  if (pod.spec.schedulingGates?.length) {
    const gated = {
      lastProbeTime: null,
      lastTransitionTime: formatTime(context.clock.now()),
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    } as unknown as PodCondition
    status.conditions = [gated]
  }
  pod.status = status
}

/** Only the spec changes here; a change makes a new generation. */
export function preparePodForUpdate(pod: Pod, old: Pod): void {
  pod.status = old.status
  if (equal(pod.spec, old.spec)) pod.spec = old.spec
  else nextGeneration(pod, old)
}

/** Only the status changes here; old kubelets must not lose what they do not know. */
export function preparePodForStatusUpdate(pod: Pod, old: Pod): void {
  pod.spec = old.spec
  pod.metadata.ownerReferences = old.metadata.ownerReferences
  if (!old.metadata.ownerReferences) delete pod.metadata.ownerReferences
  pod.status ??= {}
  pod.status.qosClass ||= old.status?.qosClass
}
