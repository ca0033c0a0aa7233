import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import { resourcePath } from '../../client/client.ts'
import { byBytes } from '../../schema/go-value.ts'
import { createMergePatch } from '../../schema/json-merge.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunFlag, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, type Flag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { formatFlags } from '../output.ts'
import { recordFlag } from '../record.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  resolveTargets,
  type Selection,
  selectionOf,
  selectorFlag,
  type Targets,
} from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { localObjects } from '../resource/local-objects.ts'
import { selectedInfos, visitAll } from '../resource/selected.ts'
import type { MetadataField } from './metadata-map.ts'
import type { MetadataChange } from './pairs.ts'

/** The flags that `kubectl label` and `kubectl annotate` have alike. */
export const metadataFlags = (what: string): Flag[] => [
  ...filenameFlags('change'),
  selectorFlag,
  fieldSelectorFlag,
  allNamespacesFlag,
  ...formatFlags,
  dryRunFlag,
  boolFlag('all', 'All objects of the types'),
  stringFlag('field-manager', 'The name that changed fields are kept under', {
    default: what === 'label' ? 'kubectl-label' : 'kubectl-annotate',
  }),
  boolFlag('list', `List the ${what}s of the objects`),
  boolFlag('local', 'Change what the files hold, without a cluster'),
  recordFlag,
  boolFlag('overwrite', `Replace ${what}s that have a value already`),
  stringFlag('resource-version', 'Only change the object if this is its version'),
]

/** Throws CommandError where both the list and another output were asked for. */
export function refuseListWithOutput(flags: FlagValues): void {
  if (flags.bool('list') && flags.string('output') !== '')
    throw new CommandError('--list and --output may not be specified together')
}

/** Which objects are meant. Throws CommandError for flags that do not go together, and where nothing is to be done. */
export function metadataSelection(
  resources: readonly string[],
  flags: FlagValues,
  dryRun: DryRun,
  { set, remove }: MetadataChange,
  { what, file }: { what: string; file: string },
): Selection {
  const selection = selectionOf(resources, flags)
  if (selection.all && selection.labelSelector !== '')
    throw new CommandError('cannot set --all and --selector at the same time')
  if (selection.all && selection.fieldSelector !== '')
    throw new CommandError('cannot set --all and --field-selector at the same time')
  const files = selection.filenames.length > 0 || selection.kustomize !== ''
  if (flags.bool('local')) {
    if (dryRun === 'server')
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
    if (resources.length)
      throw new CommandError(
        `can only use local files by -f ${file}.yaml or --filename=${file}.json when --local=true is set`,
      )
    if (!files)
      throw new CommandError(`one or more files must be specified as -f ${file}.yaml or --filename=${file}.json`)
  } else if (resources.length === 0 && !files)
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (set.size === 0 && remove.length === 0 && !flags.bool('list'))
    throw new CommandError(`at least one ${what} update is required`)
  // --all means something for a bare type only
  return { ...selection, all: selection.all && resources.length === 1 && !resources[0]!.includes('/') }
}

/** One object to be changed. `info` is absent with --local. */
export interface MetadataTarget {
  object: KubeObject
  info?: Info
}

/**
 * Visits the objects of a selection. `single` tells `visit` whether the command line names one object. Throws what failed, gathered;
 * CommandError for --resource-version with several objects.
 */
export async function visitMetadata(
  { flags, io, session }: Invocation,
  selection: Selection,
  visit: (target: MetadataTarget, single: boolean) => Promise<void>,
): Promise<void> {
  const local = flags.bool('local')
  const targets = local ? undefined : await resolveTargets(selection, session, io, 'refuse')
  const single = await isSingle(targets, selection, io)
  if (!single && flags.string('resource-version') !== '')
    throw new CommandError('--resource-version may only be used with a single resource')
  if (!targets) await visitAll(localObjects(selection, io), target => visit(target, single))
  else {
    const infos = selectedInfos(targets, selection, await session.client(), { files: 'live' })
    await visitAll(infos, info => visit({ object: info.object, info }, single), { liveFiles: targets.by === 'file' })
  }
}

async function isSingle(targets: Targets | undefined, selection: Selection, io: Io): Promise<boolean> {
  if (targets && targets.by !== 'file') return targets.by === 'name' && targets.infos.length === 1
  if (selection.kustomize !== '') return false
  const { manifestSources } = await import('../manifests/sources.ts')
  const [source, ...more] = manifestSources(selection.filenames, selection.recursive, io)
  return more.length === 0 && source?.name !== 'STDIN'
}

/** Sends what changed as a merge patch; returns the object as it is then. Throws StatusError. */
export async function patchMetadata(
  info: Info,
  before: KubeObject,
  after: KubeObject,
  { flags, session }: Invocation,
  dryRun: DryRun,
): Promise<KubeObject> {
  const { body } = await (await session.client()).request({
    method: 'PATCH',
    path: resourcePath(info.resource, info.namespace, info.name),
    query: { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) },
    contentType: 'application/merge-patch+json',
    body: createMergePatch(before, after),
  })
  return body as KubeObject
}

/** --list: the labels or annotations of an object, below a heading where there may be several objects. */
export function printMetadataMap(object: KubeObject, field: MetadataField, single: boolean, io: Io): void {
  if (!single) {
    const { group } = splitGroupVersion(object.apiVersion ?? '')
    io.out(`Listing ${field} for ${object.kind}.${group}/${object.metadata.name ?? ''}:\n`)
  }
  const entries = Object.entries(object.metadata[field] ?? {}).sort(([a], [b]) => byBytes(a, b))
  for (const [key, value] of entries) io.out(`${single ? '' : ' '}${key}=${value}\n`)
}
