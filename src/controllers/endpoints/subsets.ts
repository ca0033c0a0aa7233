import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service, ServicePort } from '../../api/types.gen.ts'
import { findPort, podAddresses, shouldPodBeInEndpoints, shouldSetHostname } from '../service-endpoints/pod.ts'
import { repackSubsets } from '../service-endpoints/repack-subsets.ts'
import { isPodReady } from '../workloads/pod-state.ts'

/** The subsets of a service's Endpoints: where its traffic goes, given the pods that it selects. */
export function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const spec = service.spec ?? {}
  const ports = spec.ports ?? []
  const includeUnready = spec.publishNotReadyAddresses === true
  if (ports.length === 0 && spec.clusterIP !== 'None') return []
  // a headless service may have no ports
  const behind = (ports.length > 0 ? ports : [undefined]).map(port => ({
    port,
    subsets: new Map<number, EndpointSubset>(),
  }))
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, includeUnready)) continue
    const address = endpointAddress(pod, service)
    if (!address) continue
    const list = includeUnready || isPodReady(pod) ? 'addresses' : 'notReadyAddresses'
    for (const { port, subsets } of behind) {
      // nearly always the same in all pods
      const number = port ? findPort(pod, port) : 0
      if (number === undefined) continue
      let subset = subsets.get(number)
      if (!subset) {
        subset = port ? { ports: [endpointPort(port, number)] } : {}
        subsets.set(number, subset)
      }
      addTo(subset, list, address)
    }
  }
  return repackSubsets(behind.flatMap(({ subsets }) => [...subsets.values()]))
}

function addTo(subset: EndpointSubset, list: 'addresses' | 'notReadyAddresses', address: EndpointAddress): void {
  const addresses = subset[list]
  if (addresses) addresses.push(address)
  else subset[list] = [address]
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
