import type { Service } from '../../api/types.gen.ts'
import { listObjects } from '../../client/client.ts'
import { dump } from '../cluster-info/dump.ts'
import { serverAddress } from '../cluster-info/server.ts'
import type { CommandDefinition } from '../command.ts'

const SERVICES = { group: '', version: 'v1', resource: 'services' }

export const clusterInfo: CommandDefinition = {
  name: 'cluster-info',
  summary: 'Show where the control plane is',
  usage: '[options]',
  description: 'Shows the addresses of the control plane and of the services that belong to the cluster itself.',
  examples: `  # Where is the cluster?
  kubectl cluster-info`,
  subcommands: [dump],
  async run({ flags, io, session }) {
    const host = serverAddress(await session.kubeconfig(), flags)
    const selectors = { labelSelector: 'kubernetes.io/cluster-service=true' }
    const services = await listObjects<Service>(await session.client(), SERVICES, 'kube-system', selectors)
    io.out(`Kubernetes control plane is running at ${host}\n`)
    for (const service of services) {
      const name = service.metadata.labels?.['kubernetes.io/name'] || service.metadata.name
      io.out(`${name} is running at ${linkOf(service, host)}\n`)
    }
    io.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
  },
}

/** Where a service can be reached: at its load balancer, else through the API server. */
function linkOf({ metadata, spec, status }: Service, host: string): string {
  const [ingress] = status?.loadBalancer?.ingress ?? []
  const ports = spec?.ports ?? []
  if (ingress) return ports.map(({ port }) => `http://${ingress.ip || ingress.hostname || ''}:${port} `).join('')
  return `${host}/api/v1/namespaces/${metadata.namespace}/services/${proxyName(metadata.name!, ports[0])}/proxy`
}

/** "https:web:api", "web:api" or "web", depending on what is known of the first port. */
function proxyName(service: string, port?: { name?: string; port: number }): string {
  if (!port) return service
  const name = port.name ?? ''
  if (name === 'https' || port.port === 443) return `https:${service}:${name}`
  return name === '' ? service : `${service}:${name}`
}
