import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { getObject } from '../../client/client.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, type Flag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import type { ManifestCheck } from '../manifests/manifests.ts'
import type { Session } from '../session.ts'
import { parseArguments, type ResourceArguments } from './arguments.ts'
import { apiVersionOf, type Info } from './info.ts'
import { listedInfos } from './listed.ts'
import { manifestInfos } from './manifest-infos.ts'
import type { ResourceMapper } from './mapper.ts'

/** What a command lets people choose objects by, and what they chose. */
export interface Selection {
  args: readonly string[]
  filenames: readonly string[]
  kustomize: string
  recursive: boolean
  labelSelector: string
  fieldSelector: string
  all: boolean
  allNamespaces: boolean
  /** How many objects a list asks for at a time; 0 for all at once. */
  chunkSize: number
}

export const filenameFlags = (what: string): Flag[] => [
  stringSliceFlag('filename', `Files, folders or URLs with the objects to ${what}; - is standard input`, {
    short: 'f',
  }),
  stringFlag('kustomize', `Folder with a kustomization of the objects to ${what}`, { short: 'k' }),
  boolFlag('recursive', 'Also look into the folders inside the folders of -f', { short: 'R' }),
]

export const selectorFlag: Flag = stringFlag('selector', 'Only objects with these labels: a=b,c!=d,e in (f,g)', {
  short: 'l',
})
export const fieldSelectorFlag: Flag = stringFlag('field-selector', 'Only objects with these fields: metadata.name=web')
export const allNamespacesFlag: Flag = boolFlag('all-namespaces', 'In every namespace', { short: 'A' })

/** Reads a selection from a command line; flags that the command does not have count as not given. */
export function selectionOf(args: readonly string[], flags: FlagValues): Selection {
  return {
    args,
    filenames: flags.list('filename'),
    kustomize: flags.string('kustomize'),
    recursive: flags.bool('recursive'),
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    all: flags.bool('all'),
    allNamespaces: flags.bool('all-namespaces'),
    chunkSize: flags.number('chunk-size'),
  }
}

/** A collection to be listed. */
export interface Collection {
  resource: ApiResource
  namespace: string
}

/** What a selection comes to: objects by name, whole collections, or the objects of files. */
export type Targets =
  | { by: 'name'; infos: Info[] }
  | { by: 'selector'; collections: Collection[] }
  | { by: 'file'; infos: AsyncIterable<Info | Error> }

/** What to do where nothing but types was given. */
export type BareTypes = 'list' | 'refuse'

const NOTHING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

/** Nothing at all was selected; some commands have their own words for it. */
export class NothingSelected extends CommandError {
  constructor(message = NOTHING) {
    super(message)
  }
}

/**
 * Finds out what a selection means, as kubectl's resource builder does, without asking the cluster for any object.
 * Throws CommandError with its words; NothingSelected where neither arguments nor files were given.
 */
export async function resolveTargets(
  selection: Selection,
  session: Session,
  io: Io,
  bareTypes: BareTypes,
  check: ManifestCheck = 'decode',
): Promise<Targets> {
  const mapper = await session.resources()
  const files = selection.filenames.length > 0 || selection.kustomize !== ''
  if (files) {
    if (selection.args.length) await refuseArguments(selection, mapper, io)
    return { by: 'file', infos: manifestInfos(selection, session, io, check) }
  }
  const named = parseArguments(selection.args, mapper)
  const { namespace } = await session.namespace()
  const scope = (r: ApiResource) => (r.namespaced && !selection.allNamespaces ? namespace : '')
  const selecting =
    selection.labelSelector !== '' ||
    selection.fieldSelector !== '' ||
    selection.all ||
    (bareTypes === 'list' && named.form === 'types' && named.names.length === 0)
  if (named.form === 'none') throw new NothingSelected()
  if (selecting) return bySelector(named, mapper, scope)
  if (named.form === 'tuples') {
    const infos = named.tuples.map(({ type, name }) => infoOf(mapper.resource(type), name, namespace))
    refuseAllNamespaces(infos, selection)
    return { by: 'name', infos }
  }
  if (named.names.length === 0) {
    for (const type of named.types) mapper.resource(type)
    throw new CommandError('resource(s) were provided, but no name was specified')
  }
  if (named.types.length > 1) throw new CommandError('you must specify only one resource')
  const resource = mapper.resource(named.types[0]!)
  const infos = named.names.map(name => infoOf(resource, name, namespace))
  refuseAllNamespaces(infos, selection)
  return { by: 'name', infos }
}

/** Files and arguments do not go together. Throws CommandError; files that are not there come first, and how the arguments are written. */
async function refuseArguments(
  { args, filenames, recursive }: Selection,
  mapper: ResourceMapper,
  io: Io,
): Promise<never> {
  const { manifestSources } = await import('../manifests/sources.ts')
  manifestSources(filenames, recursive, io)
  throw new CommandError(
    parseArguments(args, mapper).form === 'tuples'
      ? 'resource/name arguments cannot be provided when a path is specified'
      : 'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
  )
}

function bySelector(
  named: Exclude<ResourceArguments, { form: 'none' }>,
  mapper: ResourceMapper,
  scope: (r: ApiResource) => string,
): Targets {
  if (named.form === 'tuples')
    throw new CommandError(
      named.tuples.length
        ? 'selectors and the all flag cannot be used when passing resource/name arguments'
        : 'at least one resource must be specified to use a selector',
    )
  if (named.names.length) throw new CommandError('name cannot be provided when a selector is specified')
  const resources = [...new Set(named.types.map(type => mapper.resource(type)))]
  return { by: 'selector', collections: resources.map(resource => ({ resource, namespace: scope(resource) })) }
}

function infoOf(resource: ApiResource, name: string, namespace: string): Info {
  return { resource, namespace: resource.namespaced ? namespace : '', name, source: '' }
}

function refuseAllNamespaces(infos: readonly Info[], selection: Selection): void {
  if (selection.allNamespaces && infos.some(i => i.resource.namespaced))
    throw new CommandError('a resource cannot be retrieved by name across all namespaces')
}

/**
 * Visits the selected objects one by one, as they are in the cluster. Errors of single objects are gathered and given back when
 * all have been visited; `visit` may throw too.
 */
export async function visitObjects(
  targets: Targets,
  selection: Selection,
  session: Session,
  visit: (info: Info & { object: KubeObject }) => Promise<void>,
): Promise<{ errors: Error[]; visited: number }> {
  const client = await session.client()
  const errors: Error[] = []
  let visited = 0
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
      visited++
    } catch (error) {
      errors.push(error as Error)
    }
  }
  if (targets.by === 'selector') {
    for await (const info of listedInfos(targets.collections, selection, client)) {
      if (info instanceof Error) errors.push(info)
      else await attempt(() => visit({ ...info, object: typed(info.object, info.resource) }))
    }
    return { errors, visited }
  }
  for await (const info of targets.infos) {
    if (info instanceof Error) errors.push(info)
    else
      await attempt(async () =>
        visit({ ...info, object: await getObject(client, info.resource, info.namespace, info.name) }),
      )
  }
  return { errors, visited }
}

/** Items of a list carry no apiVersion and kind of their own on the wire of some servers. */
export function typed(object: KubeObject, resource: ApiResource): KubeObject {
  if (object.apiVersion && object.kind) return object
  const apiVersion = apiVersionOf(resource)
  return { ...object, apiVersion, kind: resource.kind }
}
