import type { KubeObject } from '../../api/object.ts'
import { isDNS1123Subdomain, isValidPortName, isValidPortNum } from '../../apimachinery/validation/names.ts'
import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { intFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { type Generator, generatorCommand } from './generator.ts'
import { parseDecimal, parseUint16 } from './numbers.ts'

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

const tcpFlag = stringSliceFlag('tcp', 'A port, and the port of the pods that it leads to: <port>:<targetPort>')

const clusterip = serviceCommand('ClusterIP', {
  name: 'clusterip',
  summary: 'Create a ClusterIP service',
  usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]',
  description: 'Makes a service of type ClusterIP, for the pods with the label app=NAME.',
  examples: `  # A service on port 80 for pods that listen on 8080
  kubectl create service clusterip web --tcp=80:8080

  # A headless service
  kubectl create service clusterip web --clusterip=None`,
  flags: [
    tcpFlag,
    stringFlag('clusterip', 'The address of the service: empty to get one, None for a headless service'),
  ],
})

const nodeport = serviceCommand('NodePort', {
  name: 'nodeport',
  summary: 'Create a NodePort service',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
  description: 'Makes a service of type NodePort, for the pods with the label app=NAME.',
  examples: `  # A service on port 80, and on port 30080 of each node
  kubectl create service nodeport web --tcp=80:8080 --node-port=30080`,
  flags: [tcpFlag, intFlag('node-port', 'The port on each node')],
})

const loadbalancer = serviceCommand('LoadBalancer', {
  name: 'loadbalancer',
  summary: 'Create a LoadBalancer service',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
  description: 'Makes a service of type LoadBalancer, for the pods with the label app=NAME.',
  examples: `  # A load balancer on port 80
  kubectl create service loadbalancer web --tcp=80:8080`,
  flags: [tcpFlag],
})

const externalname = serviceCommand('ExternalName', {
  name: 'externalname',
  summary: 'Create an ExternalName service',
  usage: 'NAME --external-name external.name [--dry-run=server|client|none] [options]',
  description: 'Makes a service that is an alias, in DNS, of a name outside of the cluster.',
  examples: `  # An alias of a database elsewhere
  kubectl create service externalname db --external-name=db.example.com`,
  flags: [tcpFlag, stringFlag('external-name', 'The name that the service stands for')],
  required: ['external-name'],
})

export const service: CommandDefinition = {
  name: 'service',
  aliases: ['svc'],
  summary: 'Create a service using a specified subcommand',
  usage: '[flags] [options]',
  subcommands: [clusterip, externalname, loadbalancer, nodeport],
}

function serviceCommand(
  type: ServiceType,
  words: Omit<Generator, 'resource' | 'failure' | 'generate'>,
): CommandDefinition {
  return generatorCommand({
    ...words,
    resource: { group: '', version: 'v1', resource: 'services', namespaced: true },
    failure: `failed to create ${type} service: `,
    ignoresSaveConfig: true,
    generate: (name, { flags }) => {
      validate(type, flags)
      return newService(type, name, flags)
    },
  })
}

function validate(type: ServiceType, flags: FlagValues): void {
  const headless = flags.string('clusterip') === 'None'
  if (!headless && flags.list('tcp').length === 0 && type !== 'ExternalName')
    throw new CommandError('at least one tcp port specifier must be provided')
  const external = flags.string('external-name')
  if (type === 'ExternalName' && isDNS1123Subdomain(external).length)
    throw new CommandError(`invalid service external name ${external}`)
}

function newService(type: ServiceType, name: string, flags: FlagValues): KubeObject {
  const nodePort = flags.number('node-port')
  const ports = flags.list('tcp').map(text => ({
    name: text.replaceAll(':', '-'),
    protocol: 'TCP',
    ...parsePorts(text),
    ...(nodePort === 0 ? {} : { nodePort }),
  }))
  const clusterIP = flags.string('clusterip')
  const externalName = flags.string('external-name')
  const spec = {
    ...(ports.length ? { ports } : {}),
    selector: { app: name },
    ...(clusterIP === '' ? {} : { clusterIP }),
    type,
    ...(externalName === '' ? {} : { externalName }),
  }
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: { app: name } }, spec } as KubeObject
}

/** Reads "80", "80:8080", "80:http"; what follows a second colon does not count. */
function parsePorts(text: string): { port: number; targetPort: number | string } {
  const [first = '', second] = text.split(':')
  const port = parseUint16(first)
  if (second === undefined) return { port, targetPort: port }
  const number = parseDecimal(second)
  const errors = number === undefined ? isValidPortName(second) : isValidPortNum(number)
  if (errors.length) throw new CommandError(errors.join(','))
  return { port, targetPort: number ?? second }
}
