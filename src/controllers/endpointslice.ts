import type { Pod, Service } from '../api/types.gen.ts'
import { hasSelector, needsClusterIP } from '../kinds/service/service-type.ts'
import { type Controller, objectKey, splitKey } from './controller.ts'
import { CONTROLLER_NAME } from './endpointslice/new-slice.ts'
import { reconcileSlices } from './endpointslice/reconcile.ts'
import { keysOfPodChange, selectedPods, servicesOfPod } from './service-endpoints/selection.ts'
import { ENDPOINT_SLICES, managedSlices } from './service-endpoints/slice-labels.ts'
import { keysOfForeignChange } from './service-endpoints/slice-tracker.ts'
import { notePodChange, noteServiceChange, takeTriggerTime } from './service-endpoints/trigger-times.ts'

/** Keeps the EndpointSlices of every service with a selector. */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  manager: 'kube-controller-manager',
  watches: {
    services(change, context) {
      noteServiceChange(change, context)
      return [objectKey(change.object)]
    },
    pods(change, context) {
      const keys = keysOfPodChange(change, context)
      if (keys.length) notePodChange(change, context)
      return keys
    },
    [ENDPOINT_SLICES]: (change, context) => keysOfForeignChange(change, CONTROLLER_NAME, context),
    // pods of a node that is not known yet are left out
    nodes(change, context) {
      if (change.type !== 'ADDED') return []
      const pods = context.byIndex<Pod>('pods', 'node', change.object.metadata.name!)
      return new Set(pods.flatMap(pod => servicesOfPod(pod, context).map(objectKey)))
    },
  },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const service = context.get<Service>('services', namespace, name)
    if (!service?.spec || !needsClusterIP(service.spec) || !hasSelector(service.spec)) return
    const slices = managedSlices(namespace, name, CONTROLLER_NAME, context)
    const present = slices.filter(slice => slice.metadata.deletionTimestamp === undefined)
    reconcileSlices(service, selectedPods(service, context), present, takeTriggerTime(key, context), context)
  },
}
