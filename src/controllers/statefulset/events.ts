import type { Pod, StatefulSet } from '../../api/types.gen.ts'
import type { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'

const COMPONENT = 'statefulset-controller'

type Verb = 'Create' | 'Update' | 'Delete'

/** Records what became of a pod of the set. */
export function recordPodEvent(
  verb: Verb,
  set: StatefulSet,
  pod: Pod,
  failure: StatusError | undefined,
  context: ControllerContext,
): void {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`
  record(verb, set, failure ? `${what} failed error: ${failure.message}` : `${what} successful`, failure, context)
}

/** Records what became of a claim of a pod of the set. */
export function recordClaimEvent(
  verb: Verb,
  set: StatefulSet,
  pod: Pod,
  claim: string,
  failure: StatusError | undefined,
  context: ControllerContext,
): void {
  const where = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`
  const message = failure
    ? `${verb} Claim ${claim} for ${where} failed error: ${failure.message}`
    : `${verb} Claim ${claim} ${where} success`
  record(verb, set, message, failure, context)
}

function record(
  verb: Verb,
  about: StatefulSet,
  message: string,
  failure: StatusError | undefined,
  context: ControllerContext,
): void {
  const type = failure ? 'Warning' : 'Normal'
  context.event({ about, type, reason: `${failure ? 'Failed' : 'Successful'}${verb}`, message, component: COMPONENT })
}
