import type { EndpointSlice } from '../../api/types.gen.ts'
import type { ControllerContext } from '../controller.ts'
import { labelIndexValue } from '../indexes.ts'

export const ENDPOINT_SLICES = 'endpointslices.discovery.k8s.io'

/** The service that a slice belongs to. */
export const SERVICE_NAME = 'kubernetes.io/service-name'
/** The controller that writes a slice. */
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'

/** The slices of a service that one controller writes. */
export function managedSlices(
  namespace: string,
  serviceName: string,
  controllerName: string,
  context: ControllerContext,
): EndpointSlice[] {
  return context
    .byIndex<EndpointSlice>(ENDPOINT_SLICES, 'label', labelIndexValue(namespace, SERVICE_NAME, serviceName))
    .filter(slice => slice.metadata.labels?.[MANAGED_BY] === controllerName)
}
