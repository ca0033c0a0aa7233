import type { KubeObject } from '../../api/object.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { createMade, inGivenNamespace } from '../create/made-object.ts'
import { type DryRun, dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { requireExposable } from '../expose/exposed-object.ts'
import { Introspection } from '../expose/introspection.ts'
import { parseLabels } from '../expose/labels.ts'
import { newService } from '../expose/new-service.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { recorded, recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { overrideFlags, withOverrides } from '../typed/overrides.ts'
import { typedObject } from '../typed/typed-object.ts'

const SERVICES = { group: '', version: 'v1', resource: 'services' }
/** The longest name that a service can have. */
const MAX_NAME_LENGTH = 63

export const expose: CommandDefinition = {
  name: 'expose',
  summary: 'Make a service for a pod, a replica set, a deployment or another service',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  description: `Makes a service that finds the pods of an object. Selector, labels and ports are those of the object unless flags say otherwise.

Possible resources are: pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `  # A service on the ports of a deployment's containers
  kubectl expose deployment web

  # On port 80, for pods that listen on 8080
  kubectl expose deployment web --port=80 --target-port=8080

  # On a port of each node
  kubectl expose pod web --port=80 --type=NodePort --name=web-outside`,
  flags: [
    ...filenameFlags('expose'),
    ...formatFlags,
    ...overrideFlags,
    dryRunFlag,
    stringFlag('cluster-ip', 'The address of the service: empty to get one, None for a headless service'),
    stringFlag('external-ip', 'Another address at which the service is reached'),
    stringFlag('field-manager', 'The name that the fields are kept under', { default: 'kubectl-expose' }),
    stringFlag('labels', 'The labels of the service: a=b,c=d', { short: 'l' }),
    stringFlag('load-balancer-ip', 'The address of the load balancer'),
    stringFlag('name', 'The name of the service'),
    stringFlag('port', "The port of the service; the object's ports where it is not given"),
    stringFlag('protocol', 'The protocol of the ports'),
    boolFlag('save-config', 'Keep the configuration in an annotation, for a later kubectl apply'),
    recordFlag,
    stringFlag('selector', 'The labels of the pods: a=b,c=d'),
    stringFlag('session-affinity', 'None or ClientIP'),
    stringFlag('target-port', 'The port of the pods, or its name'),
    stringFlag('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName'),
  ],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io, dryRun === 'client' ? 'given' : 'sorted')
    // the labels of -l are those of the service, and --selector is its selector: neither selects what is exposed
    const selection = { ...selectionOf(args, flags), labelSelector: '' }
    const targets = await resolveTargets(selection, session, io, 'refuse', 'typed')
    const infos = selectedInfos(targets, selection, await session.client(), { files: 'written', goTypes: true })
    const found = new Introspection()
    await visitAll(infos, async info => {
      const service = recorded(await serviceFor(info, found, invocation), 'expose', invocation)
      print(await create(service, invocation, dryRun), 'exposed')
    })
  },
}

/** The service for one object; what the flags do not say and the objects before it have said already stays. Throws CommandError. */
async function serviceFor(
  { resource, name, object }: SelectedInfo,
  found: Introspection,
  { flags }: Invocation,
): Promise<KubeObject> {
  requireExposable(resource.kind, resource.group)
  const selector = flags.string('selector')
  const introspected = selector === '' ? found.selectorFor(object) : undefined
  const ports = flags.string('port') === '' ? found.portsFor(object) : flags.string('port').split(',')
  if (!ports.length && flags.string('cluster-ip') !== 'None')
    throw new CommandError("couldn't find port via --port flag or introspection")
  const protocols = found.protocolsFor(object)
  const labels = flags.string('labels')
  const service = newService({
    name: flags.string('name') || name.slice(0, MAX_NAME_LENGTH),
    selector: introspected ?? parseLabels(selector),
    labels: labels === '' ? found.labelsFor(object) : parseLabels(labels),
    ports,
    protocol: flags.string('protocol'),
    protocols,
    targetPort: flags.string('target-port'),
    type: flags.string('type'),
    clusterIP: flags.string('cluster-ip'),
    externalIP: flags.string('external-ip'),
    loadBalancerIP: flags.string('load-balancer-ip'),
    sessionAffinity: flags.string('session-affinity'),
  })
  return withOverrides(service, flags)
}

async function create(service: KubeObject, invocation: Invocation, dryRun: DryRun): Promise<KubeObject> {
  return dryRun === 'client'
    ? typedObject(inGivenNamespace(service, invocation.flags))
    : createMade(service, SERVICES, invocation, dryRun)
}
