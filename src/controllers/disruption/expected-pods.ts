import { type KubeObject, type OwnerReference, splitGroupVersion, withGroup } from '../../api/object.ts'
import type { Pod, PodDisruptionBudgetSpec } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { scaledValue } from '../../apimachinery/intstr.ts'
import type { ControllerContext } from '../controller.ts'

/** How many pods a budget reckons with, and how many of them have to be healthy. */
export interface Expectation {
  expected: number
  desiredHealthy: number
  /** The pods that nobody manages, which therefore cannot be reckoned with. */
  unmanaged: readonly Pod[]
}

/** The number of pods that the controllers of these pods want cannot be found out. */
export class UnknownScaleError extends Error {}

/** The resources whose spec.replicas tells how many pods there should be. */
const SCALED: Record<string, string> = {
  'ReplicationController.': 'replicationcontrollers',
  'Deployment.apps': 'deployments.apps',
  'ReplicaSet.apps': 'replicasets.apps',
  'StatefulSet.apps': 'statefulsets.apps',
}

/** What a budget asks for (getExpectedPodCount). Throws an UnknownScaleError, and an IntOrStringError for a limit that is no number. */
export function expectationOf(
  { minAvailable, maxUnavailable }: PodDisruptionBudgetSpec,
  pods: readonly Pod[],
  context: ControllerContext,
): Expectation {
  if (maxUnavailable !== undefined) {
    const { expected, unmanaged } = expectedScale(pods, context)
    const desiredHealthy = Math.max(0, expected - scaledValue(maxUnavailable, expected, true))
    return { expected, desiredHealthy, unmanaged }
  }
  if (typeof minAvailable === 'number') return { expected: pods.length, desiredHealthy: minAvailable, unmanaged: [] }
  if (minAvailable === undefined) return { expected: 0, desiredHealthy: 0, unmanaged: [] }
  const { expected, unmanaged } = expectedScale(pods, context)
  return { expected, desiredHealthy: scaledValue(minAvailable, expected, true), unmanaged }
}

/** How many pods the controllers of these pods want together. */
function expectedScale(pods: readonly Pod[], context: ControllerContext): { expected: number; unmanaged: Pod[] } {
  const scales = new Map<string, number>()
  const unmanaged: Pod[] = []
  for (const pod of pods) {
    const reference = controllerOf(pod)
    if (!reference) unmanaged.push(pod)
    else if (!scales.has(reference.uid)) {
      const [uid, replicas] = scaleOf(pod, reference, context)
      scales.set(uid, replicas)
      // pods of other replica sets of the same deployment are counted with it
      if (uid !== reference.uid) scales.set(reference.uid, 0)
    }
  }
  return { expected: [...scales.values()].reduce((sum, replicas) => sum + replicas, 0), unmanaged }
}

interface Scaled extends KubeObject {
  spec?: { replicas?: number }
}

function scaleOf(pod: Pod, reference: OwnerReference, context: ControllerContext): [uid: string, replicas: number] {
  const { namespace, name } = pod.metadata
  const owner = ownerOf(namespace!, reference, context)
  if (!owner) throw new UnknownScaleError(failureFor(reference, name!))
  const parent = reference.kind === 'ReplicaSet' ? controllerOf(owner) : undefined
  const deployment = parent?.kind === 'Deployment' ? ownerOf(namespace!, parent, context) : undefined
  const top = deployment ?? owner
  return [top.metadata.uid!, top.spec?.replicas ?? 0]
}

function ownerOf(namespace: string, reference: OwnerReference, context: ControllerContext): Scaled | undefined {
  const id = `${reference.kind}.${splitGroupVersion(reference.apiVersion).group}`
  if (!Object.hasOwn(SCALED, id)) return undefined
  const owner = context.get<Scaled>(SCALED[id]!, namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? owner : undefined
}

/** Kinds without a scale are refused by name; of others the controller is gone. */
function failureFor({ apiVersion, kind }: OwnerReference, pod: string): string {
  const { group } = splitGroupVersion(apiVersion)
  const plural = `${kind.toLowerCase()}s`
  if (Object.hasOwn(SCALED, `${kind}.${group}`)) return `found no controllers for pod ${JSON.stringify(pod)}`
  return `${withGroup(plural, group)} does not implement the scale subresource`
}
