import type { Node, Pod, Service } from '../api/types.gen.ts'
import { hasSelector, needsClusterIP } from '../kinds/service/service-type.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { CONTROLLER_NAME } from './endpointslice/new-slice.ts'
import { reconcileSlices } from './endpointslice/reconcile.ts'
import { hintsByZone } from './endpointslice/topology-hints.ts'
import { noteModeChange, servicesWithHints, takeModeChange } from './endpointslice/topology-mode.ts'
import { isOverloaded, zoneFactsOf, zoneRatios } from './endpointslice/zone-allocations.ts'
import { selectedPods, servicesOfPod } from './service-endpoints/selection.ts'
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
      noteModeChange(change, context)
      return [objectKey(change.object)]
    },
    pods: notePodChange,
    [ENDPOINT_SLICES]: (change, context) => keysOfForeignChange(change, CONTROLLER_NAME, context),
    nodes(change, context) {
      const keys = [...overloadedServices(change, context)]
      if (change.type !== 'ADDED') return keys
      // pods of a node that is not known yet are left out
      for (const pod of context.byIndex<Pod>('pods', 'node', change.object.metadata.name!))
        keys.push(...servicesOfPod(pod, context).map(objectKey))
      return keys
    },
  },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const service = context.get<Service>('services', namespace, name)
    if (!service?.spec || !needsClusterIP(service.spec) || !hasSelector(service.spec)) return
    const slices = managedSlices(namespace, name, CONTROLLER_NAME, context)
    const present = slices.filter(slice => slice.metadata.deletionTimestamp === undefined)
    const reasons = { triggerTime: takeTriggerTime(key, context), modeChanged: takeModeChange(key, context) }
    reconcileSlices(service, selectedPods(service, context), present, reasons, context)
  },
}

/** The services whose hints no longer fit the zones, now that a node has come, gone, moved or changed its readiness. */
function overloadedServices(change: Change, context: ControllerContext): string[] {
  const { old } = change
  if (change.type === 'MODIFIED' && old && zoneFactsOf(old as Node) === zoneFactsOf(change.object as Node)) return []
  const services = servicesWithHints(context)
  if (services.length === 0) return []
  const ratios = zoneRatios(context.list<Node>('nodes'))
  return services
    .filter(({ metadata: { namespace = '', name = '' } }) =>
      isOverloaded(hintsByZone(managedSlices(namespace, name, CONTROLLER_NAME, context)), ratios),
    )
    .map(objectKey)
}
