import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import type { CrossVersionObjectReference, LabelSelector } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { ControllerContext } from '../controller.ts'

/** What an autoscaler changes the size of. */
export interface ScaleTarget extends KubeObject {
  spec?: { replicas?: number; selector?: LabelSelector | Record<string, string> }
}

/** The target of an autoscaler cannot be found or has no scale; the message is that of the API. */
export class ScaleTargetError extends Error {}

interface Scalable {
  resource: string
  /** How the API calls the scale of one that is not there. */
  missing: string
}

const SCALABLE: Record<string, Scalable> = {
  'Deployment.apps': { resource: 'deployments.apps', missing: 'deployments/scale.apps' },
  'ReplicaSet.apps': { resource: 'replicasets.apps', missing: 'replicasets/scale.apps' },
  'ReplicationController.': { resource: 'replicationcontrollers', missing: 'replicationcontrollers/scale.autoscaling' },
  'StatefulSet.apps': { resource: 'statefulsets.apps', missing: 'statefulsets.apps' },
}

/** The kinds that the API knows but that have no scale. */
const NOT_SCALABLE = ['DaemonSet.apps', 'Job.batch', 'CronJob.batch', 'Pod.', 'Service.']

/** The resources that an autoscaler may be about. */
export const SCALED_RESOURCES: readonly string[] = Object.values(SCALABLE).map(s => s.resource)

/** The kind that an object of a scaled resource has in references. */
export function isTarget(reference: Partial<CrossVersionObjectReference> | undefined, object: KubeObject): boolean {
  if (reference?.kind !== object.kind || reference?.name !== object.metadata.name) return false
  return splitGroupVersion(reference?.apiVersion ?? '').group === splitGroupVersion(object.apiVersion ?? '').group
}

/** The resource and the object that an autoscaler is about. Throws a ScaleTargetError. */
export function scaleTargetOf(
  { apiVersion = '', kind = '', name = '' }: Partial<CrossVersionObjectReference>,
  namespace: string,
  context: ControllerContext,
): { resource: string; object: ScaleTarget } {
  if (apiVersion.split('/').length > 2) throw new ScaleTargetError(`unexpected GroupVersion string: ${apiVersion}`)
  const { group } = splitGroupVersion(apiVersion)
  const id = `${kind}.${group}`
  if (NOT_SCALABLE.includes(id)) throw new ScaleTargetError('the server could not find the requested resource')
  if (!Object.hasOwn(SCALABLE, id))
    throw new ScaleTargetError(`no matches for kind ${quote(kind)} in group ${quote(group)}`)
  const { resource, missing } = SCALABLE[id]!
  const object = context.get<ScaleTarget>(resource, namespace, name)
  if (!object) throw new ScaleTargetError(`${missing} ${quote(name)} not found`)
  return { resource, object }
}
