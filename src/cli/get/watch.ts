import type { KubeObject } from '../../api/object.ts'
import { escapeFieldValue } from '../../apimachinery/fields/selector.ts'
import type { Table } from '../../apiserver/table.ts'
import { type ListBody, resourcePath } from '../../client/client.ts'
import type { Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { isTableOutput } from '../output.ts'
import type { OutputSpec } from '../printers/output-flags.ts'
import { resolveTargets, selectionOf, type Targets, typed } from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { watchError } from '../watch/follow.ts'
import { endQuietlyWhenInterrupted } from '../watch/interrupt.ts'
import { sortedTables } from './sorted-tables.ts'
import { objectShow, type Show, tableShow } from './watch-show.ts'

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'
const SORTED_ONCE = 'warning: --watch requested, --sort-by will be ignored for watch events received\n'

/** What is watched: a collection, or the objects that were named. */
type Watched =
  | { collection: true; resource: Info['resource']; namespace: string }
  | { collection: false; resource: Info['resource']; infos: Info[] }

/** What a request of the list and one of the watch have in common. */
interface Asked {
  accept?: string
  query: Record<string, string>
}

/**
 * `kubectl get --watch`: shows what there is, then what happens to it, a line each, until the server ends the watch or the process is ended.
 * Throws CommandError where more than one type is asked for.
 */
export async function watchSelected(invocation: Invocation, output: OutputSpec): Promise<void> {
  const { args, flags, io, session } = invocation
  const sortBy = flags.string('sort-by')
  if (sortBy !== '') io.err(SORTED_ONCE)
  const watched = await watchedOf(await resolveTargets(selectionOf(args, flags), session, io, 'list'))
  const { resource } = watched
  const human = isTableOutput(output)
  const asked: Asked = {
    ...(human && flags.bool('server-print') ? { accept: TABLE } : {}),
    query: sortBy !== '' && human ? { includeObject: 'Object' } : {},
  }
  const show = human ? tableShow(resource, output.format === 'wide', flags, io) : objectShow(output, flags, io)
  endQuietlyWhenInterrupted()
  const from = watched.collection
    ? await showCollection(watched, asked, show, invocation)
    : await showNamed(watched.infos, asked, show, invocation)
  // a watch of one object begins with the object as it is, which has been shown
  let silent = !watched.collection
  for await (const { type, object } of await session.watch({ method: 'GET', ...from })) {
    if (type === 'BOOKMARK') continue
    if (type === 'ERROR') throw watchError(object)
    show([human ? object : typed(object, resource)], { type, silent })
    silent = false
    io.release()
  }
}

async function watchedOf(targets: Targets): Promise<Watched> {
  if (targets.by === 'selector') {
    const [first, ...more] = targets.collections
    if (more.length) throw new CommandError('you may only specify a single resource type')
    return { collection: true, ...first! }
  }
  const infos: Info[] = []
  for await (const info of targets.infos) {
    if (info instanceof Error) throw info
    if (info.listed)
      throw new CommandError(
        'watch is only supported on individual resources and resource collections, but a list of resources is found',
      )
    infos.push(info)
  }
  if (new Set(infos.map(i => i.resource)).size > 1)
    throw new CommandError(
      targets.by === 'name'
        ? 'you may only specify a single resource type'
        : 'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    )
  return { collection: false, resource: infos[0]!.resource, infos }
}

/** Shows a collection and tells what to watch from there on. */
async function showCollection(
  { resource, namespace }: Watched & { collection: true },
  asked: Asked,
  show: Show,
  { flags, session }: Invocation,
): Promise<Asked & { path: string }> {
  const [labelSelector, fieldSelector] = [flags.string('selector'), flags.string('field-selector')]
  const query = {
    ...asked.query,
    ...(labelSelector === '' ? {} : { labelSelector }),
    ...(fieldSelector === '' ? {} : { fieldSelector }),
  }
  const path = resourcePath(resource, namespace)
  const { body } = await (await session.client()).request({ method: 'GET', path, ...asked, query })
  const list = body as ListBody
  const objects = list.kind === 'Table' || asked.accept ? [sorted(body as Table, flags.string('sort-by'))] : list.items
  const shown = objects.map(o => (o.kind === 'Table' ? o : typed(o as KubeObject, resource)))
  show(shown, { type: 'ADDED', silent: flags.bool('watch-only') })
  const { resourceVersion = '' } = list.metadata
  return { ...asked, path, query: { ...query, resourceVersion } }
}

function sorted(table: Table, sortBy: string): Table {
  return sortBy === '' ? table : sortedTables([{ body: table }], sortBy)[0]!.body
}

/** Shows objects by their names and tells what to watch from there on. Throws CommandError where it is not one. */
async function showNamed(
  infos: readonly Info[],
  asked: Asked,
  show: Show,
  { flags, session }: Invocation,
): Promise<Asked & { path: string }> {
  const client = await session.client()
  const objects: (Table | KubeObject)[] = []
  for (const { resource, namespace, name } of infos) {
    const path = resourcePath(resource, namespace, name)
    objects.push((await client.request({ method: 'GET', path, ...asked })).body as Table | KubeObject)
  }
  show(objects, { type: 'ADDED', silent: flags.bool('watch-only') })
  const [info, ...more] = infos
  if (more.length) throw new CommandError(severalProblem(infos))
  const fieldSelector = `metadata.name=${escapeFieldValue(info!.name)}`
  // from 0 means from about now, which is always within what the server remembers
  const query = { ...asked.query, fieldSelector, resourceVersion: '0' }
  return { ...asked, path: resourcePath(info!.resource, info!.namespace), query }
}

/** Objects of one file are told from several sources: names, or files. */
function severalProblem(infos: readonly Info[]): string {
  const ofOneFile = infos[0]!.source !== '' && infos.every(info => info.source === infos[0]!.source)
  return ofOneFile
    ? `watch is only supported on individual resources and resource collections - ${infos.length} resources were found`
    : 'you may only watch a single resource or type of resource at a time'
}
