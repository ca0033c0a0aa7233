import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { Deployment, ReplicaSet } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, keyOfPresent, objectKey } from '../controller.ts'
import { selectorsOf } from '../workloads/selected.ts'
import { DEPLOYMENTS, REPLICA_SETS } from './rollout.ts'

/** The Deployment that a reference means, if it is one and is the very same. */
function ownerDeployment(
  reference: OwnerReference | undefined,
  namespace: string,
  context: ControllerContext,
): Deployment | undefined {
  if (reference?.kind !== 'Deployment') return undefined
  const owner = context.get<Deployment>(DEPLOYMENTS, namespace, reference.name)
  return owner?.metadata.uid === reference.uid ? owner : undefined
}

/** A replica set concerns its Deployment, the one it had before, and, when it is an orphan, those that may want it. */
function keysOfReplicaSet({ type, object, old }: Change, context: ControllerContext): string[] {
  const namespace = object.metadata.namespace ?? ''
  const controller = controllerOf(object)
  const before = old && controllerOf(old)
  const references = before && before.uid !== controller?.uid ? [controller, before] : [controller]
  const owners: KubeObject[] = references.flatMap(reference => ownerDeployment(reference, namespace, context) ?? [])
  const isOrphan = !controller && type !== 'DELETED' && object.metadata.deletionTimestamp === undefined
  if (isOrphan && (before || !old || !equal(old.metadata.labels, object.metadata.labels)))
    owners.push(...selectorsOf<Deployment>(DEPLOYMENTS, object, context))
  return owners.map(objectKey)
}

/** With Recreate, new pods have to wait until the last old one is gone. */
function keysOfPod({ type, object }: Change, context: ControllerContext): string[] {
  if (type !== 'DELETED') return []
  const controller = controllerOf(object)
  if (controller?.kind !== 'ReplicaSet') return []
  const namespace = object.metadata.namespace ?? ''
  const replicaSet = context.get<ReplicaSet>(REPLICA_SETS, namespace, controller.name)
  const deployment = replicaSet && ownerDeployment(controllerOf(replicaSet), namespace, context)
  return deployment?.spec?.strategy?.type === 'Recreate' ? [objectKey(deployment)] : []
}

export const deploymentWatches: Controller['watches'] = {
  [DEPLOYMENTS]: keyOfPresent,
  [REPLICA_SETS]: keysOfReplicaSet,
  pods: keysOfPod,
}
