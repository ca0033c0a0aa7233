import type { Job } from '../api/types.gen.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { finishedCondition } from './job/conditions.ts'
import { JOBS } from './job/pods.ts'

/** When a job that has ended is to go (ms since 1970); undefined for one that stays. */
function expiryOf(job: Job): number | undefined {
  const seconds = job.spec?.ttlSecondsAfterFinished
  const finished = finishedCondition(job)?.lastTransitionTime
  if (seconds === undefined || !finished || job.metadata.deletionTimestamp !== undefined) return undefined
  return Date.parse(finished) + seconds * 1000
}

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const job = context.get<Job>(JOBS, namespace, name)
  const expiry = job && expiryOf(job)
  if (expiry === undefined) return
  if (expiry > context.clock.now().getTime()) context.requeueAt(key, new Date(expiry))
  else context.delete(JOBS, namespace, name, { propagationPolicy: 'Foreground', uid: job!.metadata.uid! })
}

/** Deletes jobs some time after they have ended, where they say so. */
export const ttlAfterFinishedController: Controller = {
  name: 'ttl-after-finished-controller',
  manager: 'kube-controller-manager',
  watches: {
    [JOBS]: ({ type, object }) =>
      type !== 'DELETED' && expiryOf(object as Job) !== undefined ? [objectKey(object)] : [],
  },
  sync,
}
