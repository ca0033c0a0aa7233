import type { Eviction, Pod, PodDisruptionBudget } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { isEmptyLabelSelector, selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches } from '../../apimachinery/labels/selector.ts'
import { badRequest, forbidden, methodNotAllowed, StatusError } from '../../apimachinery/status.ts'
import { withAllowedCondition } from '../../controllers/disruption/allowed-condition.ts'
import { isPodReady, isPodTerminal } from '../../controllers/workloads/pod-state.ts'
import { withDisruptionTarget } from '../../kinds/pod/disruption-target.ts'
import { decode } from '../../schema/decode.ts'
import { decodeOptions } from '../registry/decode-body.ts'
import { deleteObject } from '../registry/delete.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { keyOfObject } from '../registry/keys.ts'
import type { RequestContext } from '../registry/request-context.ts'
import type { SubresourceHandler } from './subresources.ts'

const BUDGETS = 'poddisruptionbudgets.policy'
const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction' }
/** So many evictions may have been granted without the controller having seen them. */
const MAX_DISRUPTED_PODS = 2000

const SUCCESS = { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } }

/** POST pods/eviction: deletes a pod if its disruption budget allows for that. */
export const eviction: SubresourceHandler = ({ request, info, kind, context, admission }) => {
  if (request.method !== 'POST') throw methodNotAllowed()
  requireNamespace(context.environment, info.namespace)
  const { object } = decode(request.body, EVICTION, decodeOptions(context))
  const { metadata, deleteOptions = {} } = object as Eviction
  if ((metadata?.name ?? '') !== info.name) throw badRequest('name in URL does not match name in Eviction object')
  const pod = getStored(context.environment, kind, info.namespace, info.name) as Pod
  const isDryRun = context.dryRun || (deleteOptions.dryRun?.length ?? 0) > 0
  if (!ignoresBudgets(pod)) {
    const budget = budgetOf(pod, context)
    const granted = budget && !goesFreely(pod, budget) ? grant(budget, pod, context) : undefined
    if (granted && !isDryRun) context.put(BUDGETS, granted)
  }
  if (isDryRun) return SUCCESS
  const key = keyOfObject(kind, pod)
  const now = formatTime(context.clock.now())
  const target = withDisruptionTarget(pod, 'EvictionByEvictionAPI', 'Eviction API: evicting', now)
  const marked = context.environment.store.put(key, target)
  deleteObject(kind, marked, deleteOptions, context, admission)
  return SUCCESS
}

/** A pod that does not run counts for no budget. */
function ignoresBudgets(pod: Pod): boolean {
  return isPodTerminal(pod) || pod.status?.phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined
}

/** The one budget that is for a pod. Throws a StatusError where there are several. */
function budgetOf(pod: Pod, context: RequestContext): PodDisruptionBudget | undefined {
  const all = context.list<PodDisruptionBudget>(BUDGETS, pod.metadata.namespace!).filter(({ spec }) => {
    if (isEmptyLabelSelector(spec?.selector ?? {})) return false
    return matches(selectorFromLabelSelector(spec?.selector), pod.metadata.labels)
  })
  if (all.length <= 1) return all[0]
  throw new StatusError(
    500,
    '',
    'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
  )
}

/** Whether a pod that is not ready may go without being reckoned with. */
function goesFreely(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isPodReady(pod)) return false
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {}
  return spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (desiredHealthy > 0 && currentHealthy >= desiredHealthy)
}

/** The budget with one disruption less. Throws TooManyRequests where it allows none. */
function grant(budget: PodDisruptionBudget, pod: Pod, context: RequestContext): PodDisruptionBudget {
  const { metadata, status = {} } = budget
  const name = metadata.name!
  const refuse = (why: string) => forbidden({ group: 'policy', resource: 'poddisruptionbudget' }, name, why)
  const { disruptionsAllowed = 0, disruptedPods = {}, desiredHealthy = 0, currentHealthy = 0 } = status
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    throw tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10)
  if (disruptionsAllowed < 0) throw refuse('pdb disruptions allowed is negative')
  if (Object.keys(disruptedPods).length > MAX_DISRUPTED_PODS)
    throw refuse('DisruptedPods map too big - too many evictions not confirmed by PDB controller')
  if (disruptionsAllowed === 0)
    throw tooManyRequests(
      `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    )
  const now = context.clock.now()
  const left = {
    ...status,
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...disruptedPods, [pod.metadata.name!]: formatTime(now) },
  }
  return { ...budget, status: left.disruptionsAllowed === 0 ? withAllowedCondition(left, now) : left }
}

function tooManyRequests(cause: string, retryAfterSeconds?: number): StatusError {
  const message = "Cannot evict pod as it would violate the pod's disruption budget."
  return new StatusError(429, 'TooManyRequests', message, {
    causes: [{ reason: 'DisruptionBudget', message: cause }],
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  })
}
