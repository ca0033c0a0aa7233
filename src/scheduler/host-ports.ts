import type { Pod } from '../api/types.gen.ts'

/** "TCP 0.0.0.0 8080": a port of the node's that a pod takes. */
export type HostPort = string

/** The node's ports that a pod's containers and sidecars take. */
export function hostPorts(pod: Pod): HostPort[] {
  const ports: HostPort[] = []
  const sidecars = pod.spec?.initContainers?.filter(c => c.restartPolicy === 'Always') ?? []
  for (const container of [...sidecars, ...(pod.spec?.containers ?? [])])
    for (const port of container.ports ?? [])
      if (port.hostPort) ports.push(`${port.protocol ?? 'TCP'} ${port.hostIP || '0.0.0.0'} ${port.hostPort}`)
  return ports
}

/** Whether two ports cannot be taken on one node: the same protocol and number, and one address or all of them. */
export function portsConflict(a: HostPort, b: HostPort): boolean {
  const [protocolA, ipA, portA] = a.split(' ')
  const [protocolB, ipB, portB] = b.split(' ')
  return protocolA === protocolB && portA === portB && (ipA === ipB || ipA === '0.0.0.0' || ipB === '0.0.0.0')
}
