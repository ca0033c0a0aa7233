import type { Pod, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { IntOrStringError } from '../apimachinery/intstr.ts'
import { labelSelectorText, selectorFromLabelSelector } from '../apimachinery/labels/label-selector.ts'
import { matches } from '../apimachinery/labels/selector.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { failSafeStatus, withAllowedCondition } from './disruption/allowed-condition.ts'
import { type Expectation, expectationOf, UnknownScaleError } from './disruption/expected-pods.ts'
import { isPodReady } from './workloads/pod-state.ts'
import { candidatesOf } from './workloads/selected.ts'

const BUDGETS = 'poddisruptionbudgets.policy'
/** How long an evicted pod may take until it is deleted. */
const DELETION_TIMEOUT = 2 * 60 * 1000

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const budget = context.get<PodDisruptionBudget>(BUDGETS, namespace, name)
  if (!budget) return
  const pods = podsOf(budget, context)
  if (pods.length === 0) record(budget, 'Normal', 'NoPods', 'No matching pods found', context)
  const status = statusFor(budget, pods, key, context)
  if (!equal(status, budget.status)) context.updateStatus(BUDGETS, { ...budget, status })
}

/** The pods that a budget is for; without a selector there are none, an empty one takes all. */
function podsOf({ metadata, spec }: PodDisruptionBudget, context: ControllerContext): Pod[] {
  const selector = selectorFromLabelSelector(spec?.selector)
  return candidatesOf<Pod>('pods', metadata.namespace!, spec?.selector, context).filter(pod =>
    matches(selector, pod.metadata.labels),
  )
}

function statusFor(
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
  key: string,
  context: ControllerContext,
): PodDisruptionBudgetStatus {
  const now = context.clock.now()
  let expectation: Expectation
  try {
    expectation = expectationOf(budget.spec ?? {}, pods, context)
  } catch (error) {
    if (!(error instanceof UnknownScaleError || error instanceof IntOrStringError)) throw error
    const message = `Failed to calculate the number of expected pods: ${error.message}`
    record(budget, 'Warning', 'CalculateExpectedPodCountFailed', message, context)
    return failSafeStatus(budget, error.message, now)
  }
  const { expected, desiredHealthy, unmanaged } = expectation
  if (unmanaged.length > 0) reportUnmanaged(budget, context)
  const disrupted = disruptedPods(budget, pods, key, context)
  const currentHealthy = pods.filter(
    pod => pod.metadata.deletionTimestamp === undefined && !disrupted[pod.metadata.name!] && isPodReady(pod),
  ).length
  const { conditions } = budget.status ?? {}
  return withAllowedCondition(
    {
      ...(conditions ? { conditions } : {}),
      currentHealthy,
      desiredHealthy,
      ...(Object.keys(disrupted).length > 0 ? { disruptedPods: disrupted } : {}),
      disruptionsAllowed: expected > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0,
      expectedPods: expected,
      observedGeneration: budget.metadata.generation ?? 0,
    },
    now,
  )
}

/** The pods whose eviction was granted and that are still there (buildDisruptedPodMap). */
function disruptedPods(
  { metadata, status }: PodDisruptionBudget,
  pods: readonly Pod[],
  key: string,
  context: ControllerContext,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const pod of pods) {
    const name = pod.metadata.name!
    const granted = Object.hasOwn(status?.disruptedPods ?? {}, name) ? status!.disruptedPods![name] : undefined
    if (granted === undefined || pod.metadata.deletionTimestamp !== undefined) continue
    const end = new Date(Date.parse(granted) + DELETION_TIMEOUT)
    if (end > context.clock.now()) {
      kept[name] = granted
      context.requeueAt(key, end)
    } else {
      const message = `Pod was expected by PDB ${metadata.namespace}/${metadata.name} to be deleted but it wasn't`
      context.event({ about: pod, type: 'Warning', reason: 'NotDeleted', message, component: 'controllermanager' })
    }
  }
  return kept
}

function reportUnmanaged(budget: PodDisruptionBudget, context: ControllerContext): void {
  const selector = labelSelectorText(budget.spec?.selector)
  const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`
  record(budget, 'Warning', 'UnmanagedPods', message, context)
}

function record(
  about: PodDisruptionBudget,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  context: ControllerContext,
): void {
  context.event({ about, type, reason, message, component: 'controllermanager' })
}

/** What the controller itself writes, the status, is no reason to look at a budget again; what an eviction has written is. */
function keysOfBudget({ type, object, old }: Change): string[] {
  if (type === 'DELETED') return []
  const [now, before] = [object as PodDisruptionBudget, old as PodDisruptionBudget | undefined]
  const isSame =
    before?.metadata.generation === now.metadata.generation &&
    equal(before?.status?.disruptedPods, now.status?.disruptedPods)
  return isSame ? [] : [objectKey(now)]
}

/** The budgets that are for a pod, as it is or as it was. */
function keysOfPod({ object, old }: Change, context: ControllerContext): string[] {
  const [now, before] = [object as Pod, old as Pod | undefined]
  const isSame =
    before !== undefined &&
    isPodReady(now) === isPodReady(before) &&
    now.metadata.deletionTimestamp === before.metadata.deletionTimestamp &&
    equal(now.metadata.labels, before.metadata.labels) &&
    equal(now.metadata.ownerReferences, before.metadata.ownerReferences)
  if (isSame) return []
  return budgetsOf(now.metadata.namespace!, [now, ...(before ? [before] : [])], context)
}

function budgetsOf(namespace: string, pods: readonly Pod[], context: ControllerContext): string[] {
  const budgets = context.list<PodDisruptionBudget>(BUDGETS, namespace).filter(({ spec }) => {
    const selector = selectorFromLabelSelector(spec?.selector)
    return pods.some(pod => matches(selector, pod.metadata.labels))
  })
  return budgets.map(objectKey)
}

/** A workload that is to have another number of pods: the budgets for its pods reckon with that. */
function keysOfWorkload({ object, old, type }: Change, context: ControllerContext): string[] {
  const replicas = (o: unknown) => (o as { spec?: { replicas?: number } } | undefined)?.spec?.replicas
  if (type !== 'DELETED' && old && replicas(old) === replicas(object)) return []
  const budgets = context.list<PodDisruptionBudget>(BUDGETS, object.metadata.namespace ?? '')
  return budgets.filter(({ spec }) => typeof spec?.minAvailable !== 'number').map(objectKey)
}

/** Keeps count of how many pods of a PodDisruptionBudget may go. */
export const disruptionController: Controller = {
  name: 'disruption-controller',
  manager: 'kube-controller-manager',
  watches: {
    [BUDGETS]: keysOfBudget,
    pods: keysOfPod,
    'deployments.apps': keysOfWorkload,
    'replicasets.apps': keysOfWorkload,
    'statefulsets.apps': keysOfWorkload,
    replicationcontrollers: keysOfWorkload,
  },
  sync,
}
