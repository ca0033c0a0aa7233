import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { listObjects } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import type { DescribeContext } from '../describe/describer.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, intFlag } from '../flags/flag.ts'
import {
  allNamespacesFlag,
  filenameFlags,
  NothingSelected,
  resolveTargets,
  selectionOf,
  selectorFlag,
  type Targets,
  visitObjects,
} from '../resource/builder.ts'

const NOTHING =
  'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.'

export const describe: CommandDefinition = {
  name: 'describe',
  summary: 'Show an object in detail, with its events',
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  description: 'Shows everything about objects that people want to know, together with what belongs to them.',
  examples: `  # A service with its endpoints
  kubectl describe svc web

  # All pods whose names begin with web
  kubectl describe pod web`,
  flags: [
    ...filenameFlags('describe'),
    selectorFlag,
    allNamespacesFlag,
    intFlag('chunk-size', 'How many objects a request asks for at a time', { default: 500 }),
    boolFlag('show-events', 'Also show the events', { default: true }),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const selection = selectionOf(args, flags)
    let targets: Targets
    try {
      targets = await resolveTargets(selection, session, io, 'list')
    } catch (error) {
      throw error instanceof NothingSelected ? new CommandError(NOTHING) : error
    }
    const context: DescribeContext = {
      client: await session.client(),
      now: new Date(),
      showEvents: flags.bool('show-events'),
      chunkSize: flags.number('chunk-size'),
    }
    const { describerFor } = await import('../describe/describer.ts')
    const textOf = async ({ group, kind }: ApiResource, object: KubeObject) =>
      (await describerFor(group, kind))(object, context)
    const found: { resource: ApiResource; object: KubeObject }[] = []
    const { errors } = await visitObjects(targets, selection, session, async info => {
      found.push(info)
    })
    // the events of many objects would bury the objects
    if (found.length > 1 && !flags.changed('show-events')) context.showEvents = false
    const texts = await Promise.all(found.map(({ resource, object }) => textOf(resource, object)))
    io.out(texts.join('\n\n'))
    if (errors.length === 0) {
      if (found.length === 0) await nothingFound(invocation)
      return
    }
    // a name that nobody has may be the beginning of names
    const notFound = errors.length === 1 && errors[0] instanceof StatusError && errors[0].status.code === 404
    if (!notFound || args.length !== 2 || args[0]!.includes('/')) throwGathered(errors)
    const [type, prefix] = args as [string, string]
    const resource = (await session.resources()).resource(type)
    const { namespace } = await session.namespace()
    const where = resource.namespaced ? namespace : ''
    const objects = await listObjects(context.client, resource, where, {}, context.chunkSize)
    const matching = objects.filter(o => o.metadata.name!.startsWith(prefix))
    if (matching.length === 0) throw errors[0]
    for (const object of matching) io.out(`${await textOf(resource, object)}\n`)
  },
}

async function nothingFound({ flags, io, session }: Invocation): Promise<void> {
  if (flags.bool('all-namespaces')) return io.err('No resources found\n')
  io.err(`No resources found in ${(await session.namespace()).namespace} namespace.\n`)
}
