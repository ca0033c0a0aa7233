import type { EndpointSlice, Service } from '../../api/types.gen.ts'
import { MANAGED_BY, SERVICE_NAME } from '../service-endpoints/slice-labels.ts'

const HEADLESS = 'service.kubernetes.io/headless'
export const CONTROLLER_NAME = 'endpointslice-controller.k8s.io'

/** The service's own labels, and what makes a slice this service's and this controller's. */
export function sliceLabels(service: Service): Record<string, string> {
  const { [HEADLESS]: _, ...labels } = service.metadata.labels ?? {}
  const clusterIP = service.spec?.clusterIP ?? ''
  if (clusterIP === '' || clusterIP === 'None') labels[HEADLESS] = ''
  labels[SERVICE_NAME] = service.metadata.name!
  labels[MANAGED_BY] = CONTROLLER_NAME
  return labels
}

/** A slice of a service without endpoints or ports. Its name is made up when it is created. */
export function newEndpointSlice(service: Service, addressType: string): EndpointSlice {
  const { name = '', namespace = '', uid = '' } = service.metadata
  const owner = { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { generateName: `${name}-`, namespace, labels: sliceLabels(service), ownerReferences: [owner] },
    addressType,
    endpoints: [],
    ports: [],
  }
}

export function ownedBy(slice: EndpointSlice, service: Service): boolean {
  return (slice.metadata.ownerReferences ?? []).some(
    owner => owner.uid === service.metadata.uid && owner.kind === 'Service' && owner.apiVersion === 'v1',
  )
}
