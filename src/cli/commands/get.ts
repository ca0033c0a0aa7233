import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { Table } from '../../apiserver/table.ts'
import { resourcePath } from '../../client/client.ts'
import { getInPages } from '../../client/pages.ts'
import { PathSegmentError } from '../../client/path-segment.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { BareError, CommandError, throwGathered, throwListed, UsageError } from '../errors.ts'
import { boolFlag, intFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import { sortedTables } from '../get/sorted-tables.ts'
import { formatFlags, isTableOutput, objectPrinter, outputOf } from '../output.ts'
import type { ObjectOutput } from '../printers/output-flags.ts'
import { GET_FORMATS } from '../printers/output-formats.ts'
import { PrinterError } from '../printers/printer-error.ts'
import { sortObjects } from '../printers/sort-by.ts'
import { requestPathProblem } from '../raw-path.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  NothingSelected,
  resolveTargets,
  selectionOf,
  selectorFlag,
  type Targets,
  typed,
} from '../resource/builder.ts'
import { matchesSelectors, unableToList } from '../resource/listed.ts'
import { printTables } from '../tables/resource-tables.ts'
import { terminalStyle } from '../tables/terminal-style.ts'

const NOTHING = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

`
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const REQUIRED = `Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).`

export const get: CommandDefinition = {
  name: 'get',
  summary: 'Show one or many objects',
  usage:
    '[(-o|--output=)FORMAT] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [options]',
  description: 'Shows objects as a table, or in full in one of the other formats.',
  examples: `  # All pods of the namespace
  kubectl get pods

  # With the node and the address of each
  kubectl get pods -o wide

  # One deployment, as YAML
  kubectl get deployment web -o yaml

  # Services and endpoints together
  kubectl get svc,ep`,
  flags: [
    ...filenameFlags('show'),
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    ...formatFlags,
    intFlag('chunk-size', 'How many objects a request asks for at a time', { default: 500 }),
    boolFlag('ignore-not-found', 'Say nothing of objects that are not there'),
    stringSliceFlag('label-columns', 'Labels to show as columns', { short: 'L' }),
    boolFlag('no-headers', 'Leave out the headings'),
    stringFlag('raw', 'A path to ask the server for, as it is'),
    boolFlag('server-print', 'Let the server choose the columns', { default: true }),
    boolFlag('output-watch-events', 'With --watch: show what happened to each object'),
    boolFlag('show-kind', 'Show the type before each name'),
    boolFlag('show-labels', 'Show all labels in a last column'),
    stringFlag('sort-by', 'JSONPath of the field to sort by'),
    stringFlag('subresource', 'Show a subresource of the objects'),
    boolFlag('watch', 'Go on and show what changes', { short: 'w' }),
    boolFlag('watch-only', 'Show what changes, without what there is'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const output = outputOf(flags, GET_FORMATS, io)
    if (flags.bool('show-labels') && !isTableOutput(output))
      throw new CommandError(`--show-labels option cannot be used with ${flags.string('output')} printer`)
    const watching = flags.bool('watch') || flags.bool('watch-only')
    if (flags.bool('output-watch-events') && !watching)
      throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only')
    if (flags.changed('raw')) return getRaw(invocation)
    if (watching) {
      const { watchSelected } = await import('../get/watch.ts')
      return watchSelected(invocation, output)
    }
    const selection = selectionOf(args, flags)
    let targets: Targets
    try {
      targets = await resolveTargets(selection, session, io, 'list')
    } catch (error) {
      if (!(error instanceof NothingSelected)) throw error
      io.err(NOTHING)
      throw new UsageError(REQUIRED)
    }
    if (targets.by === 'selector' && flags.string('subresource') !== '')
      throw new CommandError('subresource cannot be used when bulk resources are specified')
    if (isTableOutput(output)) await printHuman(invocation, targets, output.format === 'wide')
    else await printObjects(invocation, targets, output)
  },
}

/** Where in a type's collections an object is, or the whole of one. */
type ObjectPath = [namespace: string, name?: string, subresource?: string]

/** One answer of the server about one type. */
interface Fetched<T> {
  resource: ApiResource
  body: T
  list: boolean
}

/** Asks the server for everything that was selected; what fails is gathered. */
async function fetch<T extends object>(
  { flags, session }: Invocation,
  targets: Targets,
  options: { accept?: string; includeObject?: string },
): Promise<{ answers: Fetched<T>[]; errors: Error[] }> {
  const client = await session.client()
  const subresource = flags.string('subresource')
  const selectors = { labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector') }
  // what is sorted is wanted whole
  const chunkSize = flags.string('sort-by') === '' ? flags.number('chunk-size') : 0
  const answers: Fetched<T>[] = []
  const errors: Error[] = []
  const ask = async (resource: ApiResource, list: boolean, query: Record<string, string>, ...where: ObjectPath) => {
    try {
      const request = {
        method: 'GET' as const,
        path: resourcePath(resource, ...where),
        query: options.includeObject ? { ...query, includeObject: options.includeObject } : query,
        ...(options.accept ? { accept: options.accept } : {}),
      }
      const body = await getInPages<T>(client, request, list ? chunkSize : 0)
      // the labels of files' objects are asked of what the server answers, and a table has none
      if (targets.by !== 'file' || matchesSelectors({ object: body as unknown as KubeObject }, selectors))
        answers.push({ resource, body, list })
    } catch (error) {
      if (flags.bool('ignore-not-found') && error instanceof StatusError && error.status.code === 404) return
      errors.push(list ? unableToList(error as Error, resource, selectors) : (error as Error))
    }
  }
  if (targets.by === 'selector') {
    const query = {
      ...(selectors.labelSelector ? { labelSelector: selectors.labelSelector } : {}),
      ...(selectors.fieldSelector ? { fieldSelector: selectors.fieldSelector } : {}),
    }
    for (const { resource, namespace } of targets.collections) await ask(resource, true, query, namespace)
    return { answers, errors }
  }
  for await (const info of targets.infos) {
    if (info instanceof Error) errors.push(info)
    else if (info.object && info.name === '')
      answers.push({ resource: info.resource, body: info.object as object as T, list: false })
    else await ask(info.resource, false, {}, info.namespace, info.name, subresource)
  }
  return { answers, errors }
}

/** Whether several types are shown. A table counts without rows too, a list (--server-print=false) only with the objects in it. */
function isOfSeveralTypes(answers: readonly Fetched<Table>[]): boolean {
  const shown = answers.filter(({ body }) => !('items' in body && Array.isArray(body.items) && body.items.length === 0))
  return new Set(shown.map(({ resource }) => resource)).size > 1
}

/** Throws what was gathered. Of anything but one named object it is an error among errors: nothing stands before it, however few there are. */
function throwFetched(errors: readonly Error[], targets: Targets): void {
  const [error] = errors
  if (errors.length === 1 && error instanceof PathSegmentError && !isOneNamed(targets))
    throw new BareError(error.message)
  throwGathered(errors)
}

const isOneNamed = (targets: Targets): boolean => targets.by === 'name' && targets.infos.length === 1

async function printHuman(invocation: Invocation, targets: Targets, wide: boolean): Promise<void> {
  const { flags, io, session } = invocation
  const sortBy = flags.string('sort-by')
  const { answers, errors } = await fetch<Table>(invocation, targets, {
    accept: flags.bool('server-print') ? TABLE : 'application/json',
    ...(sortBy !== '' ? { includeObject: 'Object' } : {}),
  })
  const sorted = sortBy === '' ? answers : sortedTables(answers, sortBy)
  const allNamespaces = flags.bool('all-namespaces')
  const text = printTables(
    sorted.map(({ resource, body }) => ({ resource, table: body })),
    {
      wide,
      noHeaders: flags.bool('no-headers'),
      withKind: flags.bool('show-kind') || isOfSeveralTypes(answers),
      withNamespace: allNamespaces,
      showLabels: flags.bool('show-labels'),
      labelColumns: flags.list('label-columns'),
      style: await terminalStyle(flags.string('color'), io),
    },
  )
  io.out(text)
  if (isOneNamed(targets)) throwGathered(errors)
  throwListed(errors)
  if (text === '' && !flags.bool('ignore-not-found')) {
    const namespaced = !allNamespaces && answers.every(a => a.resource.namespaced)
    const { namespace } = await session.namespace()
    io.err(namespaced ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n')
  }
}

/** Whether a single object was meant, which is shown without a list around it. */
async function impliesOne({ flags, io }: Invocation, targets: Targets): Promise<boolean> {
  if (targets.by !== 'file') return isOneNamed(targets)
  if (flags.string('kustomize') !== '') return true
  const { isOneSource } = await import('../manifests/sources.ts')
  return isOneSource(flags.list('filename'), flags.bool('recursive'), io)
}

async function printObjects(invocation: Invocation, targets: Targets, output: ObjectOutput): Promise<void> {
  const { flags, io } = invocation
  const print = objectPrinter(output, flags)
  const { answers, errors } = await fetch<KubeObject & { items?: KubeObject[] }>(invocation, targets, {})
  const implied = await impliesOne(invocation, targets)
  if (implied) throwGathered(errors)
  const one = implied && answers.length === 1
  if (targets.by !== 'selector' && answers.length === 0 && flags.bool('ignore-not-found'))
    return throwFetched(errors, targets)
  const items = answers.flatMap(({ body, list, resource }) =>
    list ? (body.items ?? []).map(o => typed(o, resource)) : [body],
  )
  const sortBy = flags.string('sort-by')
  if (sortBy !== '' && !one) sortObjects(items, sortBy)
  try {
    io.out(print(one ? items[0]! : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }))
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error
    io.out(error.output)
    errors.push(error)
  }
  throwFetched(errors, targets)
}

async function getRaw({ args, flags, io, session }: Invocation): Promise<void> {
  if (args.length) throw new CommandError('arguments may not be passed when --raw is specified')
  if (flags.bool('watch') || flags.bool('watch-only') || flags.string('selector') !== '')
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    )
  if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const problem = requestPathProblem(flags.string('raw'))
  if (problem) throw new CommandError(`--raw must be a valid URL path: ${problem}`)
  const [path, search = ''] = flags.string('raw').split('?') as [string, string?]
  const query = Object.fromEntries(new URLSearchParams(search))
  io.out(await (await session.client()).raw({ method: 'GET', path, query }))
}
