import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { groupVersion, type KubeObject } from '../../api/object.ts'
import type { Pod } from '../../api/types.gen.ts'
import { type ListBody, listObjects, resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, durationFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import type { Io } from '../io.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { formatFlags, isTableOutput, objectPrinter, outputFlag, outputOf } from '../output.ts'
import { OBJECT_FORMATS } from '../printers/output-formats.ts'
import { typedObject } from '../typed/typed-object.ts'

const core = (resource: string, kind: string, file = resource) => ({ group: '', version: 'v1', resource, kind, file })
const apps = (resource: string, kind: string) => ({ group: 'apps', version: 'v1', resource, kind, file: resource })

/** What is shown of every namespace, in this order. */
const NAMESPACED = [
  core('events', 'Event'),
  core('replicationcontrollers', 'ReplicationController', 'replication-controllers'),
  core('services', 'Service'),
  apps('daemonsets', 'DaemonSet'),
  apps('deployments', 'Deployment'),
  apps('replicasets', 'ReplicaSet'),
  core('pods', 'Pod'),
]

export const dump: CommandDefinition = {
  name: 'dump',
  summary: 'Print all that helps to find out what is wrong',
  usage: '[options]',
  description:
    'Prints the nodes, and the events, workloads, services and pods of kube-system and the current namespace.',
  examples: `  # Everything, one file for each kind of thing
  kubectl cluster-info dump --all-namespaces --output-directory=state`,
  flags: [
    ...formatFlags.filter(flag => flag !== outputFlag),
    stringFlag('output', 'Output format', { short: 'o', default: 'json' }),
    boolFlag('all-namespaces', 'Look into all namespaces', { short: 'A' }),
    stringSliceFlag('namespaces', 'The namespaces to look into'),
    stringFlag('output-directory', 'The folder to write files into, instead of printing'),
    durationFlag('pod-running-timeout', 'How long to wait for a pod', { default: 20_000 }),
  ],
  async run(invocation: Invocation) {
    const { flags, io, session } = invocation
    const output = outputOf(flags, OBJECT_FORMATS, io)
    if (isTableOutput(output)) throw new CommandError('an output format is required')
    const print = objectPrinter(output, flags, 'given')
    const extension = output.format === 'json' ? '.json' : output.format === 'yaml' ? '.yaml' : '.txt'
    const folder = flags.string('output-directory')
    const write = folder === '' || folder === '-' ? (_: string, text: string) => io.out(text) : writerTo(folder, io)
    write(`nodes${extension}`, print(await list(core('nodes', 'Node'), '')))
    for (const namespace of await namespacesOf(invocation)) {
      for (const resource of NAMESPACED) {
        const found = await list(resource, namespace)
        write(join(namespace, `${resource.file}${extension}`), print(found))
        if (resource.kind === 'Pod') for (const pod of found.items) writeLogs(pod as Pod, namespace)
      }
    }
    if (folder !== '' && folder !== '-') io.out(`Cluster info dumped to ${folder}\n`)

    async function list(resource: (typeof NAMESPACED)[number], namespace: string): Promise<ListBody> {
      const client = await session.client()
      const { body } = await client.request({ method: 'GET', path: resourcePath(resource, namespace) })
      const { metadata, items } = body as ListBody
      const apiVersion = groupVersion(resource.group, resource.version)
      return {
        kind: `${resource.kind}List`,
        apiVersion,
        metadata,
        items: items.map(item => {
          const {
            kind: _kind,
            apiVersion: _version,
            ...rest
          } = typedObject({
            ...item,
            kind: resource.kind,
            apiVersion,
          })
          return rest as KubeObject
        }),
      }
    }

    /** Where the logs of containers would be, which kubette does not run. */
    function writeLogs({ metadata, spec }: Pod, namespace: string): void {
      const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]
      const text = containers.map(({ name }) => {
        const what = `logs for container ${name} of pod ${namespace}/${metadata.name}`
        return `==== START ${what} ====\n==== END ${what} ====\n`
      })
      write(join(namespace, metadata.name!, 'logs.txt'), text.join(''))
    }
  },
}

async function namespacesOf({ flags, session }: Invocation): Promise<string[]> {
  if (flags.bool('all-namespaces')) {
    const all = await listObjects(await session.client(), core('namespaces', 'Namespace'), '')
    return all.map(({ metadata }) => metadata.name!)
  }
  const named = flags.list('namespaces')
  return named.length ? named : ['kube-system', (await session.namespace()).namespace]
}

/** Writes files into a folder. Throws CommandError where that cannot be done. */
function writerTo(folder: string, io: Io): (path: string, text: string) => void {
  return (path, text) => {
    const file = resolve(io.cwd, folder, path)
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    } catch (error) {
      throw new CommandError(goSystemError(error, 'open', file))
    }
  }
}
