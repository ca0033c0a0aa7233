import type { DiscoveryV1EndpointPort, Endpoint, Node, Pod, Service } from '../../api/types.gen.ts'
import type { ControllerContext } from '../controller.ts'
import { findPort, podAddresses, shouldPodBeInEndpoints, shouldSetHostname } from '../service-endpoints/pod.ts'
import { type SlicePorts, slicePorts } from '../service-endpoints/slice-ports.ts'
import { isPodReady } from '../workloads/pod-state.ts'
import { endpointKey } from './endpoint-key.ts'

/** The endpoints that belong into the slices with these ports, each under its key. */
export interface DesiredEndpoints extends SlicePorts {
  endpoints: Map<string, Endpoint>
}

/** What the slices of a service ought to say for one type of addresses: a set of endpoints for each set of ports that pods have. */
export function desiredEndpoints(
  service: Service,
  pods: readonly Pod[],
  addressType: string,
  context: ControllerContext,
): Map<string, DesiredEndpoints> {
  const desired = new Map<string, DesiredEndpoints>()
  const byNumbers = new Map<string, DesiredEndpoints>()
  const nodes = new Map<string, Node | undefined>()
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, true)) continue
    const group = groupOf(pod, service, byNumbers, desired)
    const nodeName = pod.spec?.nodeName ?? ''
    if (!nodes.has(nodeName)) nodes.set(nodeName, context.get<Node>('nodes', '', nodeName))
    const node = nodes.get(nodeName)
    if (!node && !service.spec?.publishNotReadyAddresses) continue
    const endpoint = podToEndpoint(pod, node, service, addressType)
    if (endpoint.addresses.length) group.endpoints.set(endpointKey(endpoint), endpoint)
  }
  return desired
}

/** Pods in which the service's ports have the same numbers share their slices; names are only looked up once for each set of numbers. */
function groupOf(
  pod: Pod,
  service: Service,
  byNumbers: Map<string, DesiredEndpoints>,
  desired: Map<string, DesiredEndpoints>,
): DesiredEndpoints {
  const servicePorts = service.spec?.ports ?? []
  const numbers = servicePorts.map(port => findPort(pod, port))
  const text = numbers.join()
  let group = byNumbers.get(text)
  if (group) return group
  const ports: DiscoveryV1EndpointPort[] = []
  servicePorts.forEach(({ name = '', protocol = 'TCP', appProtocol }, i) => {
    const port = numbers[i]
    if (port !== undefined) ports.push({ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) })
  })
  const sorted = slicePorts(ports)
  group = desired.get(sorted.key) ?? { ...sorted, endpoints: new Map() }
  desired.set(sorted.key, group)
  byNumbers.set(text, group)
  return group
}

/** A pod as an endpoint (podToEndpoint). Ready means: traffic may go there; a pod that is going away is still serving perhaps. */
function podToEndpoint(pod: Pod, node: Node | undefined, service: Service, addressType: string): Endpoint {
  const serving = isPodReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating)
  const { namespace, name, uid } = pod.metadata
  const endpoint: Endpoint = {
    addresses: podAddresses(pod, addressType),
    conditions: { ready, serving, terminating },
    targetRef: { kind: 'Pod', namespace: namespace!, name: name!, uid: uid! },
  }
  if (shouldSetHostname(pod, service)) endpoint.hostname = pod.spec!.hostname!
  if (pod.spec?.nodeName) endpoint.nodeName = pod.spec.nodeName
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone']
  if (zone) endpoint.zone = zone
  return endpoint
}
