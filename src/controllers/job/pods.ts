import type { Job, Pod } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { TRACKING_FINALIZER } from '../../kinds/job/labels.ts'
import type { ControllerContext } from '../controller.ts'
import { type Claim, claimable, claimObjects } from '../workloads/claim.ts'

export const JOBS = 'jobs.batch'

/** The pods of a job. Orphans that it selects become its own and are kept until they have been counted. */
export function podsOfJob(job: Job, context: ControllerContext): Pod[] {
  const claim: Claim<Pod> = {
    owner: job,
    reference: newControllerRef(job, 'batch/v1', 'Job'),
    resource: 'pods',
    selector: job.spec?.selector,
    finalizer: TRACKING_FINALIZER,
  }
  return claimObjects(claimable(claim, context), claim, context)
}

/** Whether a pod is kept until its job has counted it. */
export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false
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

/** Whether a pod has done its work. */
export function isPodSucceeded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded'
}

/** When a pod ended, or began to (ms since 1970). Source: getFinishedTime. */
export function finishTimeOf({ metadata, status }: Pod): number {
  const ends = status?.containerStatuses?.map(c => c.state?.terminated?.finishedAt) ?? []
  if (ends.length > 0 && ends.every(end => end !== undefined)) return Math.max(...ends.map(end => Date.parse(end!)))
  const unready = status?.conditions?.find(c => c.type === 'Ready' && c.status === 'False')?.lastTransitionTime
  if (unready !== undefined) return Date.parse(unready)
  if (metadata.deletionTimestamp === undefined) return Date.parse(metadata.creationTimestamp ?? '') || 0
  return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000
}
