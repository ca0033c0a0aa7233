import type { KubeObject } from '../api/object.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../api/types.gen.ts'
import { PV_PROTECTION, PVC_PROTECTION, VAC_PROTECTION } from '../kinds/persistentvolume/protection.ts'
import { claimNames } from '../scheduler/claim-names.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { CLAIMS, VOLUMES } from './persistentvolume/names.ts'

const ATTRIBUTES_CLASSES = 'volumeattributesclasses.storage.k8s.io'

interface Protection {
  name: string
  resource: string
  finalizer: string
  isInUse(object: KubeObject, context: ControllerContext): boolean
  /** The keys of protected objects that a change of their users concerns. */
  users: Controller['watches']
}

/** A controller that puts a finalizer on objects, and takes it off those that are to go once nobody uses them. */
function protection({ name, resource, finalizer, isInUse, users }: Protection): Controller {
  return {
    name,
    manager: 'kube-controller-manager',
    watches: {
      ...users,
      [resource]: ({ type, object }) => (type !== 'DELETED' && needsSync(object) ? [objectKey(object)] : []),
    },
    sync(key, context) {
      const { namespace, name } = splitKey(key)
      const object = context.get(resource, namespace, name)
      if (!object || !needsSync(object)) return
      const { finalizers = [], deletionTimestamp } = object.metadata
      if (deletionTimestamp !== undefined && isInUse(object, context)) return
      const next =
        deletionTimestamp === undefined ? [...finalizers, finalizer] : finalizers.filter(f => f !== finalizer)
      context.update(resource, { ...object, metadata: { ...object.metadata, finalizers: next } })
    },
  }

  function needsSync({ metadata }: KubeObject): boolean {
    return (metadata.finalizers?.includes(finalizer) ?? false) === (metadata.deletionTimestamp !== undefined)
  }
}

function claimsOfPod({ type, object }: Change): string[] {
  const pod = object as Pod
  return type === 'DELETED' ? claimNames(pod).map(claim => `${pod.metadata.namespace}/${claim}`) : []
}

/** Claims stay as long as a pod that has a node uses them. */
export const claimProtection = protection({
  name: 'persistentvolumeclaim-protection-controller',
  resource: CLAIMS,
  finalizer: PVC_PROTECTION,
  isInUse: ({ metadata }, context) =>
    context
      .list<Pod>('pods', metadata.namespace)
      .some(pod => !!pod.spec?.nodeName && claimNames(pod).includes(metadata.name!)),
  users: { pods: claimsOfPod },
})

/** Volumes stay as long as they are bound. */
export const volumeProtection = protection({
  name: 'persistentvolume-protection-controller',
  resource: VOLUMES,
  finalizer: PV_PROTECTION,
  isInUse: object => (object as PersistentVolume).status?.phase === 'Bound',
  users: {},
})

function classesOf({ object }: Pick<Change, 'object'>): string[] {
  const { spec, status } = object as PersistentVolumeClaim
  const names = [spec?.volumeAttributesClassName, status?.currentVolumeAttributesClassName]
  return names.filter(name => name !== undefined && name !== '') as string[]
}

/** Classes of attributes stay as long as a claim or a volume has them. */
export const attributesClassProtection = protection({
  name: 'volumeattributesclass-protection-controller',
  resource: ATTRIBUTES_CLASSES,
  finalizer: VAC_PROTECTION,
  isInUse: ({ metadata }, context) =>
    [...context.list(CLAIMS), ...context.list(VOLUMES)].some(object => classesOf({ object }).includes(metadata.name!)),
  users: { [CLAIMS]: classesOf, [VOLUMES]: classesOf },
})
