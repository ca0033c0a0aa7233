import type { Job, Pod } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { keysOfLacking } from '../workloads/owner-watches.ts'
import { selectorsOf } from '../workloads/selected.ts'
import { finishedCondition } from './conditions.ts'
import { isTracked, JOBS } from './pods.ts'

/** Begins the key of a pod that is still tracked though its job is gone. */
export const ORPHAN = 'orphan '

/** A pod concerns its job; an orphan, those that may want it; one that was a job's, itself: somebody has to let it go. */
function keysOfPod({ type, object, old }: Change, context: ControllerContext): string[] {
  const pod = object as Pod
  const controller = controllerOf(pod)
  if (controller?.kind === 'Job') {
    const job = context.get<Job>(JOBS, pod.metadata.namespace!, controller.name)
    if (job?.metadata.uid === controller.uid) return [objectKey(job)]
    return isTracked(pod) ? [ORPHAN + objectKey(pod)] : []
  }
  if (controller || type === 'DELETED' || pod.metadata.deletionTimestamp !== undefined) return []
  if (isTracked(pod)) return [ORPHAN + objectKey(pod)]
  const relabelled = !old || !equal(old.metadata.labels, pod.metadata.labels)
  return relabelled ? selectorsOf<Job>(JOBS, pod, context).map(objectKey) : []
}

/** The pods of a job that is gone are to be let go. */
function keysOfJob({ type, object }: Change, context: ControllerContext): string[] {
  if (type !== 'DELETED') return [objectKey(object)]
  return context
    .byIndex<Pod>('pods', 'owner', object.metadata.uid!)
    .filter(isTracked)
    .map(pod => ORPHAN + objectKey(pod))
}

/** Jobs that want more pods than they have. */
const keysOfWanting = keysOfLacking<Job>(
  JOBS,
  job => !finishedCondition(job) && !job.spec?.suspend && (job.status?.active ?? 0) < (job.spec?.parallelism ?? 0),
)

/** What the controller of jobs looks at. */
export const jobWatches: Controller['watches'] = {
  [JOBS]: keysOfJob,
  pods: keysOfPod,
  resourcequotas: keysOfWanting,
  limitranges: keysOfWanting,
  serviceaccounts: keysOfWanting,
}
