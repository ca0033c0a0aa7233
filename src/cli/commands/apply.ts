import type { KubeObject } from '../../api/object.ts'
import { ApplySet } from '../apply/apply-set.ts'
import { type Parent, parseParent, requirePermitted } from '../apply/apply-set-parent.ts'
import { applyClientSide } from '../apply/client-side.ts'
import { editLastApplied } from '../apply/edit-last-applied.ts'
import { ApplyPruner } from '../apply/prune.ts'
import { pruneResources } from '../apply/prune-resources.ts'
import { applyServerSide } from '../apply/server-side.ts'
import { setLastApplied } from '../apply/set-last-applied.ts'
import { viewLastApplied } from '../apply/view-last-applied.ts'
import { cascadeFlag } from '../cascade.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { type DryRun, dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringArrayFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { sortedKeys } from '../manifests/sorted-keys.ts'
import { formatFlags } from '../output.ts'
import { recorded, recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf, selectorFlag } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { manifestCheckOf, validateFlag, validationOf } from '../validation.ts'

const APPLYSET = 'applyset'

/** What became of one object. */
interface Applied {
  object: KubeObject
  operation: string
}

export const apply: CommandDefinition = {
  name: 'apply',
  summary: 'Make the cluster be as a file says',
  usage: '(-f FILENAME | -k DIRECTORY) [options]',
  description: `Creates what the files name and does not exist yet, and changes what does: fields that the file has are set, fields that an
earlier file had and this one has not are removed, everything else stays as it is.`,
  examples: `  # Apply a file, and a folder
  kubectl apply -f web.yaml -f more/

  # Apply what another program prints
  cat web.yaml | kubectl apply -f -`,
  flags: [
    ...filenameFlags('apply'),
    selectorFlag,
    ...formatFlags,
    dryRunFlag,
    validateFlag,
    cascadeFlag,
    stringFlag(APPLYSET, 'With --prune: the object that keeps the set of what is applied: [TYPE/]NAME', {
      hidden: true,
    }),
    boolFlag('all', 'With --prune: look at all objects of the types'),
    stringFlag('field-manager', 'The name that changed fields are kept under', {
      default: 'kubectl-client-side-apply',
    }),
    boolFlag('force', 'Delete and create again what cannot be changed'),
    boolFlag('force-conflicts', 'With --server-side: take fields from others'),
    intFlag('grace-period', 'Seconds that a deleted pod gets to end; -1 is its own', { default: -1 }),
    boolFlag('openapi-patch', 'Has no meaning here', { default: true }),
    boolFlag('overwrite', 'Set fields of the file that somebody else has changed', { default: true }),
    boolFlag('prune', 'Delete what an earlier apply made and the files no longer name; with -l or --all'),
    stringArrayFlag('prune-allowlist', 'With --prune: the kinds to look through: group/version/kind'),
    recordFlag,
    boolFlag('server-side', 'Let the server find out what is to change'),
    stringFlag('subresource', 'With --server-side: apply to this subresource of the objects'),
    durationFlag('timeout', 'How long to wait for each deleted object to go; 0 is for ever'),
    boolFlag('wait', 'Wait until deleted objects are gone'),
  ],
  subcommands: [editLastApplied, setLastApplied, viewLastApplied],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`)
    const dryRun = dryRunOf(flags, io)
    const selection = selectionOf(args, flags)
    if (selection.filenames.length === 0 && selection.kustomize === '')
      throw new CommandError('must specify one of -f and -k')
    const validation = validationOf(flags)
    if (flags.changed(APPLYSET) && io.env.KUBECTL_APPLYSET !== 'true')
      throw new CommandError(`unknown flag: --${APPLYSET}\nSee 'kubectl apply --help' for usage.`)
    const parent = await parentOf(invocation)
    const pruned = flags.bool('prune')
      ? pruneResources(flags.list('prune-allowlist'), await session.resources())
      : undefined
    refuseCombinations(flags, dryRun)
    if (parent) await requireSet(parent, invocation)
    refusePruning(flags)
    const pruner = pruned && !parent ? new ApplyPruner(pruned, dryRun, invocation) : undefined
    const print = resultPrinter(flags, dryRun, io)
    const apply = flags.bool('server-side') ? serverSide : clientSide
    const whole = flags.string('output') !== '' && flags.string('output') !== 'name'
    const check = manifestCheckOf(validation)
    const targets = await resolveTargets({ ...selection, all: false }, session, io, 'refuse', check)
    const client = await session.client()
    const set = parent && new ApplySet(parent, await session.resources(), client, invocation, { dryRun, validation })
    const selected = selectedInfos(targets, selection, client, { files: 'written' })
    const infos = set ? inSet(set, selected) : selected
    const objects: KubeObject[] = []
    const applyOne = async (info: SelectedInfo): Promise<void> => {
      refuseGeneratedName(info)
      pruner?.visit(info)
      const { object, operation } = await apply({ ...info, object: recorded(info.object, 'apply', invocation) })
      pruner?.applied(object)
      set?.applied(object)
      objects.push(object)
      if (!whole) print(object, operation)
    }
    const seen = await visitAll(infos, applyOne, { unreadFirst: true })
    if (seen === 0) throw new CommandError('no objects passed to apply')
    if (whole && objects.length === 1) print(objects[0]!, '')
    else if (whole) resultPrinter(flags, dryRun, io, 'given')(listOf(objects), '')
    await pruner?.prune(print)
    await set?.prune(print)

    async function clientSide(info: SelectedInfo): Promise<Applied> {
      const applied = await applyClientSide(info, invocation, dryRun, validation)
      if (applied.operation !== 'created' && dryRun !== 'client') warnOfDeletion(applied.object)
      return applied
    }

    async function serverSide(info: SelectedInfo): Promise<Applied> {
      const object = await applyServerSide(info, invocation, dryRun, validation)
      warnOfDeletion(object)
      return { object, operation: 'serverside-applied' }
    }

    function warnOfDeletion({ metadata }: KubeObject): void {
      if (metadata.deletionTimestamp)
        io.err(`Warning: Detected changes to resource ${metadata.name} which is currently being deleted.\n`)
    }
  },
}

/** Throws CommandError for flags that do not go together. */
function refuseCombinations(flags: FlagValues, dryRun: DryRun): void {
  const serverSide = flags.bool('server-side')
  const force = flags.bool('force')
  if (flags.bool('force-conflicts') && !serverSide)
    throw new CommandError('--force-conflicts only works with --server-side')
  if (flags.string('subresource') !== '' && !serverSide)
    throw new CommandError('--subresource can only be specified for --server-side')
  if (dryRun === 'client' && serverSide)
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  if (serverSide && force) throw new CommandError('--force cannot be used with --server-side')
  if (dryRun === 'server' && force) throw new CommandError('--dry-run=server cannot be used with --force')
  if (flags.bool('all') && flags.string('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time')
}

/** The parent of --applyset. Throws CommandError for what is none. */
async function parentOf({ flags, session }: Invocation): Promise<Parent | undefined> {
  const reference = flags.string(APPLYSET)
  if (reference === '') return undefined
  // the namespace of the context does not count: a set is not to be where nobody looks for it
  return parseParent(reference, flags.string('namespace'), await session.resources())
}

async function requireSet(parent: Parent, { flags, session }: Invocation): Promise<void> {
  if (!flags.bool('prune')) throw new CommandError('--applyset requires --prune')
  await requirePermitted(parent, await session.client())
}

/** Throws CommandError for flags that do not go with --prune. */
function refusePruning(flags: FlagValues): void {
  if (!flags.bool('prune')) return
  const all = flags.bool('all')
  const selector = flags.string('selector') !== ''
  if (flags.bool('force')) throw new CommandError('--force cannot be used with --prune')
  if (flags.string(APPLYSET) !== '') {
    if (all) throw new CommandError('--all is incompatible with --applyset')
    if (selector) throw new CommandError('--selector is incompatible with --applyset')
    if (flags.list('prune-allowlist').length)
      throw new CommandError('--prune-allowlist is incompatible with --applyset')
    return
  }
  if (!all && !selector)
    throw new CommandError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    )
  if (flags.bool('server-side'))
    throw new CommandError("--prune is in alpha and doesn't currently work on objects created by server-side apply")
}

/** All objects, entered into a set before any of them is applied. */
async function* inSet(set: ApplySet, infos: AsyncIterable<SelectedInfo | Error>): AsyncIterable<SelectedInfo | Error> {
  const found: SelectedInfo[] = []
  const errors: Error[] = []
  for await (const info of infos)
    if (info instanceof Error) errors.push(info)
    else found.push(info)
  yield* await set.begin(found)
  yield* errors
}

/** Several objects in one, for formats that show objects as a whole: a Go struct, whose fields have an order, of maps, which have none. */
function listOf(objects: KubeObject[]): KubeObject {
  const items = objects.map(object => sortedKeys(object))
  return { kind: 'List', apiVersion: 'v1', metadata: {}, items } as KubeObject
}

/** An object whose name is made anew each time cannot be applied again. */
function refuseGeneratedName({ name, object }: SelectedInfo): void {
  const { generateName } = object.metadata
  if (name === '' && generateName) throw new CommandError(`from ${generateName}: cannot use generate name with apply`)
}
