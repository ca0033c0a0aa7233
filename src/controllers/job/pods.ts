import type { Job, Pod } from '../../api/types.gen.ts'
import { matches, selectorFromLabelSelector } from '../../apimachinery/labels/selector.ts'
import { TRACKING_FINALIZER } from '../../kinds/job/labels.ts'
import type { ControllerContext } from '../controller.ts'
import { claimObjects, controllerOf, newControllerRef } from '../replicaset/controller-ref.ts'
import { candidatesOf } from '../replicaset/selected.ts'

export const JOBS = 'jobs.batch'

/** The pods of a job. Orphans that it selects become its own and are kept until they have been counted. */
export function podsOfJob(job: Job, context: ControllerContext): Pod[] {
  const { selector } = job.spec ?? {}
  const wanted = selectorFromLabelSelector(selector)
  const owned = context.byIndex<Pod>('pods', 'owner', job.metadata.uid!).filter(controllerOf)
  const orphans = candidatesOf<Pod>('pods', job.metadata.namespace!, selector, context).filter(p => !controllerOf(p))
  const claim = {
    owner: job,
    reference: newControllerRef(job, 'batch/v1', 'Job'),
    resource: 'pods',
    selects: (pod: Pod) => matches(wanted, pod.metadata.labels),
  }
  const own = claimObjects(owned, claim, context)
  return orphans.length === 0 ? own : [...own, ...claimObjects(orphans, claim, context).map(p => track(p, context))]
}

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false
}

function track(pod: Pod, context: ControllerContext): Pod {
  if (isTracked(pod)) return pod
  const finalizers = [...(pod.metadata.finalizers ?? []), TRACKING_FINALIZER]
  return context.update('pods', { ...pod, metadata: { ...pod.metadata, finalizers } })
}

/** Lets a pod go that has been counted, or need not be. */
export function untrack({ metadata }: Pod, context: ControllerContext): void {
  const pod = context.get<Pod>('pods', metadata.namespace!, metadata.name!)
  if (!pod || pod.metadata.uid !== metadata.uid || !isTracked(pod)) return
  const { finalizers = [], ...rest } = pod.metadata
  const others = finalizers.filter(f => f !== TRACKING_FINALIZER)
  context.update('pods', { ...pod, metadata: { ...rest, ...(others.length > 0 && { finalizers: others }) } })
}

/** A job whose pods are only replaced once they have ended for good. */
export function onlyReplacesFailed({ spec }: Job): boolean {
  return spec?.podReplacementPolicy === 'Failed'
}

/** Whether a pod counts as failed: one that is being deleted does, unless the job waits for its end. */
export function isPodFailed({ metadata, status }: Pod, job: Job): boolean {
  if (status?.phase === 'Failed') return true
  return !onlyReplacesFailed(job) && metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded'
}

export function isPodSucceeded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded'
}

/** When a pod ended (ms since 1970). */
export function finishTimeOf({ metadata, status }: Pod): number {
  const ends = status?.containerStatuses?.map(c => c.state?.terminated?.finishedAt) ?? []
  if (ends.length > 0 && ends.every(end => end !== undefined)) return Math.max(...ends.map(end => Date.parse(end!)))
  const ready = status?.conditions?.find(c => c.type === 'Ready')?.lastTransitionTime
  return Date.parse(ready ?? metadata.deletionTimestamp ?? metadata.creationTimestamp ?? '') || 0
}
