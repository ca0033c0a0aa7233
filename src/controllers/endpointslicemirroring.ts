import type { Endpoints, Service } from '../api/types.gen.ts'
import { hasSelector } from '../kinds/service/service-type.ts'
import { type Controller, objectKey, splitKey } from './controller.ts'
import { CONTROLLER_NAME, reconcileMirrors } from './endpointslicemirroring/reconcile.ts'
import { ENDPOINT_SLICES, managedSlices } from './service-endpoints/slice-labels.ts'
import { keysOfForeignChange } from './service-endpoints/slice-tracker.ts'

const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror'
const LEADER_ELECTION = 'control-plane.alpha.kubernetes.io/leader'

/** Mirrors the Endpoints that people make for services without a selector into EndpointSlices. */
export const endpointSliceMirroringController: Controller = {
  name: 'endpointslicemirroring-controller',
  manager: 'kube-controller-manager',
  watches: {
    endpoints: change =>
      [change.object, change.old].some(e => e && shouldMirror(e as Endpoints)) ? [objectKey(change.object)] : [],
    services(change) {
      const has = selecting(change.object as Service)
      const concerned = change.old ? has !== selecting(change.old as Service) : !has
      return concerned ? [objectKey(change.object)] : []
    },
    [ENDPOINT_SLICES]: (change, context) => keysOfForeignChange(change, CONTROLLER_NAME, context),
  },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const endpoints = context.get<Endpoints>('endpoints', namespace, name)
    const service = context.get<Service>('services', namespace, name)
    const mirrors = managedSlices(namespace, name, CONTROLLER_NAME, context)
    if (endpoints && shouldMirror(endpoints) && service && !selecting(service)) {
      if (!endpoints.metadata.deletionTimestamp) reconcileMirrors(endpoints, mirrors, context)
      return
    }
    for (const slice of mirrors) context.delete(ENDPOINT_SLICES, namespace, slice.metadata.name!)
  },
}

function shouldMirror({ metadata }: Endpoints): boolean {
  return metadata.labels?.[SKIP_MIRROR] !== 'true' && !Object.hasOwn(metadata.annotations ?? {}, LEADER_ELECTION)
}

function selecting(service: Service): boolean {
  return service.spec !== undefined && hasSelector(service.spec)
}
