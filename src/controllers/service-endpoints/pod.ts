import type { Pod, Service, ServicePort } from '../../api/types.gen.ts'
import { isPodTerminal } from '../workloads/pod-state.ts'

/** Whether endpoints name a pod: with an address and not finished; one that is being deleted only if asked for (ShouldPodBeInEndpoints). */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (isPodTerminal(pod) || (!pod.status?.podIP && !pod.status?.podIPs?.length)) return false
  return includeTerminating || pod.metadata.deletionTimestamp === undefined
}

/** A pod's addresses of one family. */
export function podAddresses(pod: Pod, family: string): string[] {
  const ips = pod.status?.podIPs?.map(p => p.ip) ?? (pod.status?.podIP ? [pod.status.podIP] : [])
  return ips.filter(ip => ip.includes(':') === (family === 'IPv6'))
}

/** A pod is known by its hostname where its subdomain is the service. */
export function shouldSetHostname(pod: Pod, service: Service): boolean {
  return !!pod.spec?.hostname && pod.spec.subdomain === service.metadata.name
}

/**
 * The number of a service port in a pod. A named target is looked up among the ports of its containers, then of its sidecars (init
 * containers that restart always); undefined where no container has the name.
 */
export function findPort(pod: Pod, servicePort: ServicePort): number | undefined {
  const target = servicePort.targetPort
  if (typeof target !== 'string') return target
  const sidecars = pod.spec?.initContainers?.filter(c => c.restartPolicy === 'Always') ?? []
  for (const container of [...(pod.spec?.containers ?? []), ...sidecars])
    for (const port of container.ports ?? [])
      if (port.name === target && (port.protocol ?? 'TCP') === servicePort.protocol) return port.containerPort
  return undefined
}
