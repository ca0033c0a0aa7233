import type { PersistentVolumeClaim, Pod } from '../api/types.gen.ts'
import { controllerOf, newControllerRef } from '../apimachinery/controller-ref.ts'
import { StatusError } from '../apimachinery/status.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { CLAIMS } from './persistentvolume/names.ts'

const COMPONENT = 'ephemeral_volume'

/** Makes the claims of a pod's own volumes, which go with it. */
function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const pod = context.get<Pod>('pods', namespace, name)
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return
  for (const volume of pod.spec?.volumes ?? []) {
    const template = volume.ephemeral?.volumeClaimTemplate
    if (!template) continue
    const claimName = `${name}-${volume.name}`
    const existing = context.get<PersistentVolumeClaim>(CLAIMS, namespace, claimName)
    if (existing) {
      if (controllerOf(existing)?.uid === pod.metadata.uid) continue
      fail(pod, `PVC ${claimName} was not created for pod ${name} (pod is not owner)`, context)
      return
    }
    const { labels, annotations } = template.metadata ?? {}
    const metadata = {
      name: claimName,
      namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [newControllerRef(pod, 'v1', 'Pod')],
    }
    try {
      context.create<PersistentVolumeClaim>(CLAIMS, { metadata, spec: template.spec })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      fail(pod, `create PVC ${claimName}: ${error.message}`, context)
      return
    }
  }
}

function fail(pod: Pod, why: string, context: ControllerContext): void {
  const message = `ephemeral volume controller: ${why}`
  context.event({ about: pod, type: 'Warning', reason: 'FailedBinding', message, component: COMPONENT })
}

/** Makes the claims of generic ephemeral volumes. */
export const ephemeralVolumeController: Controller = {
  name: 'ephemeral-volume-controller',
  manager: 'kube-controller-manager',
  watches: {
    pods: ({ type, object }) =>
      type === 'ADDED' && (object as Pod).spec?.volumes?.some(volume => volume.ephemeral) ? [objectKey(object)] : [],
  },
  sync,
}
