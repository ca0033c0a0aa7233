import type { EndpointSlice, Service } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { labelsOfService } from '../service-endpoints/labels.ts'
import { MANAGED_BY, SERVICE_NAME } from '../service-endpoints/slice-labels.ts'

/** As slices name who manages them. */
export const CONTROLLER_NAME = 'endpointslice-controller.k8s.io'

/** The labels from the service, and what makes a slice this service's and this controller's. */
export function sliceLabels(service: Service): Record<string, string> {
  return { ...labelsOfService(service), [SERVICE_NAME]: service.metadata.name!, [MANAGED_BY]: CONTROLLER_NAME }
}

/** A slice of a service without endpoints or ports. Its name is made up when it is created. */
export function newEndpointSlice(service: Service, addressType: string): EndpointSlice {
  const { name = '', namespace = '' } = service.metadata
  const owner = newControllerRef(service, 'v1', 'Service')
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { generateName: `${name}-`, namespace, labels: sliceLabels(service), ownerReferences: [owner] },
    addressType,
    endpoints: [],
    ports: [],
  }
}

/** Whether a service is among the owners of a slice. */
export function ownedBy(slice: EndpointSlice, service: Service): boolean {
  return (slice.metadata.ownerReferences ?? []).some(
    owner => owner.uid === service.metadata.uid && owner.kind === 'Service' && owner.apiVersion === 'v1',
  )
}
