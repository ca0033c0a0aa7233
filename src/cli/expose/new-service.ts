import type { KubeObject } from '../../api/object.ts'
import { parseDecimal, requireDecimal } from '../create/numbers.ts'
import { CommandError } from '../errors.ts'

/** What a service is made of; texts are as flags have them, '' where not given. */
export interface ServiceParameters {
  name: string
  selector: Record<string, string>
  labels: Record<string, string>
  /** Port numbers. */
  ports: readonly string[]
  /** The protocol of all ports. */
  protocol?: string
  /** The protocols of single ports, where there is no one for all. */
  protocols?: ReadonlyMap<string, readonly string[]>
  targetPort?: string
  type?: string
  clusterIP?: string
  externalIP?: string
  loadBalancerIP?: string
  sessionAffinity?: string
}

interface ServicePort {
  name?: string
  protocol: string
  port: number
  targetPort: number | string
}

/** The service that `kubectl expose` makes. Throws CommandError for ports that are no numbers and an unknown affinity. */
export function newService(parameters: ServiceParameters): KubeObject {
  const { name, selector, labels, type, clusterIP, externalIP, loadBalancerIP, sessionAffinity } = parameters
  const ports = servicePorts(parameters)
  if (sessionAffinity && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP')
    throw new CommandError(`unknown session affinity: ${sessionAffinity}`)
  const spec = {
    ...(ports.length ? { ports } : {}),
    selector,
    ...(clusterIP ? { clusterIP } : {}),
    ...(type ? { type } : {}),
    ...(externalIP ? { externalIPs: [externalIP] } : {}),
    ...(sessionAffinity ? { sessionAffinity } : {}),
    ...(type === 'LoadBalancer' && loadBalancerIP ? { loadBalancerIP } : {}),
  }
  const metadata = { name, ...(Object.keys(labels).length ? { labels } : {}) }
  return { apiVersion: 'v1', kind: 'Service', metadata, spec } as KubeObject
}

/** Several ports are called port-1, port-2, …; a port with several protocols becomes one for each. */
function servicePorts({ ports, protocol, protocols, targetPort }: ServiceParameters): ServicePort[] {
  const target = targetPort ? (parseDecimal(targetPort) ?? targetPort) : undefined
  return ports.flatMap((text, i) => {
    // a number of more than 32 bits is cut as Go's conversion cuts it
    const port = requireDecimal(text) | 0
    const name = ports.length > 1 ? `port-${i + 1}` : undefined
    const servicePort = (own: string, called: string | undefined): ServicePort => ({
      ...(called === undefined ? {} : { name: called }),
      protocol: own,
      port,
      targetPort: target ?? port,
    })
    const several = protocol ? [protocol] : (protocols?.get(text) ?? ['TCP'])
    if (several.length === 1) return [servicePort(several[0]!, name)]
    return several.map(own => servicePort(own, `port-${i + 1}-${own.toLowerCase()}`))
  })
}
