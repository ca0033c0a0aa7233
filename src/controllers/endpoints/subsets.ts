import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service, ServicePort } from '../../api/types.gen.ts'
import { isPodReady } from '../replicaset/pod-state.ts'
import { findPort, podAddresses, shouldPodBeInEndpoints, shouldSetHostname } from '../service-endpoints/pod.ts'
import { repackSubsets } from '../service-endpoints/repack-subsets.ts'

/** The subsets of a service's Endpoints: where its traffic goes, given the pods that it selects. */
export function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const spec = service.spec ?? {}
  const ports = spec.ports ?? []
  const includeUnready = spec.publishNotReadyAddresses === true
  if (ports.length === 0 && spec.clusterIP !== 'None') return []
  const subsets: EndpointSubset[] = []
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, includeUnready)) continue
    const address = endpointAddress(pod, service)
    if (!address) continue
    const list = includeUnready || isPodReady(pod) ? 'addresses' : 'notReadyAddresses'
    if (ports.length === 0) subsets.push({ [list]: [address] })
    for (const servicePort of ports) {
      const number = findPort(pod, servicePort)
      if (number !== undefined) subsets.push({ [list]: [address], ports: [endpointPort(servicePort, number)] })
    }
  }
  return repackSubsets(subsets)
}

function endpointAddress(pod: Pod, service: Service): EndpointAddress | undefined {
  const [ip] = podAddresses(pod, service.spec?.ipFamilies?.[0] ?? 'IPv4')
  if (ip === undefined) return undefined
  const { namespace, name, uid } = pod.metadata
  const address: EndpointAddress = { ip }
  if (shouldSetHostname(pod, service)) address.hostname = pod.spec!.hostname!
  address.nodeName = pod.spec?.nodeName ?? ''
  address.targetRef = { kind: 'Pod', namespace: namespace!, name: name!, uid: uid! }
  return address
}

function endpointPort(servicePort: ServicePort, port: number): EndpointPort {
  const result: EndpointPort = { port, protocol: servicePort.protocol ?? 'TCP' }
  if (servicePort.name) result.name = servicePort.name
  if (servicePort.appProtocol !== undefined) result.appProtocol = servicePort.appProtocol
  return result
}
