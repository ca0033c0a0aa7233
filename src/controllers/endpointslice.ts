import type { EndpointSlice, Pod, Service } from '../api/types.gen.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { CONTROLLER_NAME, MANAGED_BY, SERVICE_NAME } from './endpointslice/new-slice.ts'
import { ENDPOINT_SLICES, reconcileSlices } from './endpointslice/reconcile.ts'
import { labelIndexValue } from './indexes.ts'
import { keysOfPodChange, selectedPods, servicesOfPod } from './service-endpoints/selection.ts'
import { notePodChange, noteServiceChange, takeTriggerTime } from './service-endpoints/trigger-times.ts'
import { isForeignChange } from './service-endpoints/written-slices.ts'

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
    [ENDPOINT_SLICES]: keysOfSliceChange,
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
    const selector = service?.spec?.selector ?? {}
    if (!service || service.spec?.type === 'ExternalName' || Object.keys(selector).length === 0) return
    const slices = context
      .byIndex<EndpointSlice>(ENDPOINT_SLICES, 'label', labelIndexValue(namespace, SERVICE_NAME, name))
      .filter(slice => isManaged(slice) && slice.metadata.deletionTimestamp === undefined)
    reconcileSlices(service, selectedPods(service, context), slices, takeTriggerTime(key, context), context)
  },
}

function isManaged(slice: EndpointSlice | undefined): boolean {
  return slice?.metadata.labels?.[MANAGED_BY] === CONTROLLER_NAME
}

/** Slices that somebody else changed or deleted, or gave to or took from this controller. */
function keysOfSliceChange(change: Change, context: ControllerContext): string[] {
  const slice = change.object as EndpointSlice
  const old = change.old as EndpointSlice | undefined
  if (!isManaged(slice) && !isManaged(old)) return []
  if (change.type !== 'DELETED' && isManaged(slice) && !isForeignChange(slice, context)) return []
  const names = new Set([slice, old].map(s => s?.metadata.labels?.[SERVICE_NAME]).filter(name => name !== undefined))
  return [...names].map(name => `${slice.metadata.namespace}/${name}`)
}
