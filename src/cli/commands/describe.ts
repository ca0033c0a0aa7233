import { StatusError } from '../../apimachinery/status.ts'
import { getObject, listObjects } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import type { DescribeContext } from '../describe/describer.ts'
import { CommandError, isExpected, throwListed, throwVisited } from '../errors.ts'
import { boolFlag, intFlag } from '../flags/flag.ts'
import {
  allNamespacesFlag,
  filenameFlags,
  NothingSelected,
  resolveTargets,
  type Selection,
  selectionOf,
  selectorFlag,
  type Targets,
  visitObjects,
} from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'

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
    const { infos, errors } = await infosOf(targets, selection, invocation)
    // the events of many objects would bury the objects
    if ((errors.length > 0 || infos.length > 1) && !flags.changed('show-events')) context.showEvents = false
    // a name that nobody has may be the beginning of names
    const [first, ...others] = errors
    if (first instanceof StatusError && first.status.code === 404 && others.length === 0 && args.length === 2)
      return describeMatching(args[0]!, args[1]!, first, context, invocation)

    const described = await Promise.allSettled(infos.map(info => describeInfo(info, context)))
    io.out(described.flatMap(result => (result.status === 'fulfilled' ? [result.value] : [])).join('\n\n'))
    const failures = new Map<string, Error>()
    for (const result of described) {
      if (result.status === 'fulfilled') continue
      const reason: unknown = result.reason
      if (!isExpected(reason)) throw reason
      if (!failures.has(reason.message)) failures.set(reason.message, reason)
    }
    if (failures.size === 0 && errors.length === 1) throwListed(errors)
    throwVisited([...failures.values()], errors, true)
    if (infos.length === 0) await nothingFound(invocation)
  },
}

/** What was selected, and what of it is not there; of what files have only the names count until it is described. */
async function infosOf(
  targets: Targets,
  selection: Selection,
  { session }: Invocation,
): Promise<{ infos: Info[]; errors: Error[] }> {
  const infos: Info[] = []
  if (targets.by === 'file') {
    const errors: Error[] = []
    for await (const info of targets.infos) {
      if (info instanceof Error) errors.push(info)
      else {
        const { object: _, ...named } = info
        infos.push(named)
      }
    }
    return { infos, errors }
  }
  const { errors } = await visitObjects(targets, selection, session, async info => {
    infos.push(info)
  })
  return { infos, errors }
}

async function describeInfo({ resource, namespace, name, object }: Info, context: DescribeContext): Promise<string> {
  const { describerFor } = await import('../describe/describer.ts')
  const describer = await describerFor(resource.group, resource.kind)
  return describer(object ?? (await getObject(context.client, resource, namespace, name)), context)
}

/** Describes what has a name that begins so. Throws `notFound` where there is none, and where TYPE/NAME was given. */
async function describeMatching(
  type: string,
  prefix: string,
  notFound: StatusError,
  context: DescribeContext,
  { io, session }: Invocation,
): Promise<void> {
  if (type.includes('/')) throw notFound
  const types = [...new Set(type.split(','))]
  if (types.length > 1) throw new CommandError('you may only specify a single resource type')
  const resource = (await session.resources()).resource(types[0]!)
  const { namespace } = await session.namespace()
  const where = resource.namespaced ? namespace : ''
  const objects = await listObjects(context.client, resource, where, {}, context.chunkSize)
  const matching = objects.filter(o => o.metadata.name!.startsWith(prefix))
  if (matching.length === 0) throw notFound
  for (const object of matching) {
    const info = { resource, namespace: where, name: object.metadata.name!, source: '', object }
    io.out(`${await describeInfo(info, context)}\n`)
  }
}

async function nothingFound({ flags, io, session }: Invocation): Promise<void> {
  if (flags.bool('all-namespaces')) return io.err('No resources found\n')
  io.err(`No resources found in ${(await session.namespace()).namespace} namespace.\n`)
}
