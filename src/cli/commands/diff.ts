import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { getObject } from '../../client/client.ts'
import { pruneResources } from '../apply/prune-resources.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { runDiff } from '../diff/diff-program.ts'
import { mergedObject, mergeSettings } from '../diff/merged.ts'
import { Pruner } from '../diff/pruned.ts'
import { Versions } from '../diff/versions.ts'
import { CommandError, errorText, isExpected, SilentExit, UsageError } from '../errors.ts'
import { boolFlag, intFlag, stringArrayFlag, stringFlag } from '../flags/flag.ts'
import { logPrefix } from '../log-prefix.ts'
import { filenameFlags, resolveTargets, selectionOf, selectorFlag } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'

/** How often an object that changes meanwhile is looked at; the last time it does not matter. */
const ATTEMPTS = 4

/** Status 1 says that there are differences, so that failures have another. */
const FAILED = 2

export const diff: CommandDefinition = {
  name: 'diff',
  summary: 'Show what apply would change',
  usage: '-f FILENAME [options]',
  badFlagStatus: FAILED,
  description: `Compares objects as they are with what they would be if the files were applied. KUBECTL_EXTERNAL_DIFF names the program
that compares two folders, "diff -u -N" if it is not set. The exit status is 0 where nothing differs, 1 where something does, and more
where something went wrong.`,
  examples: `  # What would change?
  kubectl diff -f web.yaml

  # Shown by another program
  KUBECTL_EXTERNAL_DIFF=meld kubectl diff -f web.yaml`,
  flags: [
    ...filenameFlags('compare'),
    selectorFlag,
    intFlag('concurrency', 'How many objects to look at at a time', { default: 1 }),
    stringFlag('field-manager', 'The name that changed fields are kept under', {
      default: 'kubectl-client-side-apply',
    }),
    boolFlag('force-conflicts', 'With --server-side, take fields from others'),
    boolFlag('prune', 'Also show what apply --prune would delete'),
    stringArrayFlag('prune-allowlist', 'With --prune, the kinds to look through: group/version/kind'),
    boolFlag('server-side', 'Compare with what apply --server-side would do'),
    boolFlag('show-managed-fields', 'Compare managedFields too'),
  ],
  async run(invocation: Invocation) {
    try {
      await compare(invocation)
    } catch (error) {
      if (!isExpected(error) || error instanceof SilentExit) throw error
      const help = error instanceof UsageError ? "\nSee 'kubectl diff -h' for help and examples" : ''
      const text = `${errorText(error)}${help}`
      invocation.io.err(text.endsWith('\n') ? text : `${text}\n`)
      throw new SilentExit(FAILED)
    }
  },
}

async function compare(invocation: Invocation): Promise<void> {
  const { args, flags, io, session } = invocation
  const selection = selectionOf([], flags)
  if (selection.filenames.length === 0 && selection.kustomize === '')
    throw new CommandError('must specify one of -f and -k')
  const settings = mergeSettings(flags)
  if (settings.forceConflicts && !settings.serverSide)
    throw new CommandError('--force-conflicts only works with --server-side')
  const pruner = flags.bool('prune')
    ? new Pruner(pruneResources(flags.list('prune-allowlist'), await session.resources()), selection.labelSelector)
    : undefined
  if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`)
  const client = await session.client()
  const targets = await resolveTargets(selection, session, io, 'refuse')
  const versions = new Versions(flags.bool('show-managed-fields'))
  try {
    for await (const info of selectedInfos(targets, selection, client, { files: 'written' })) {
      if (info instanceof Error) throw info
      await compareOne(info)
    }
    for (const { info, object } of (await pruner?.pruned(client)) ?? []) versions.writePruned(info, object)
    await session.flush()
    runDiff(versions.live, versions.merged, io)
  } finally {
    versions.remove()
  }

  async function compareOne(info: SelectedInfo): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const live = await readLive(info)
      const last = attempt === ATTEMPTS
      if (last)
        io.err(
          `${logPrefix('W')} diff.go:753] Object (${kindText(info)}: ${info.name}) keeps changing, diffing without lock\n`,
        )
      pruner?.visit(info, live)
      try {
        versions.write(info, live, await mergedObject(info, live, settings, !last, invocation))
      } catch (error) {
        const again = error instanceof StatusError && error.status.reason === 'Conflict' && !last
        if (!again) throw error
        continue
      }
      if (live?.metadata.deletionTimestamp)
        io.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`)
      return
    }
  }

  async function readLive({ resource, namespace, name }: SelectedInfo): Promise<KubeObject | undefined> {
    try {
      return await getObject(client, resource, namespace, name)
    } catch (error) {
      if (error instanceof StatusError && error.status.code === 404) return undefined
      throw error
    }
  }
}

const kindText = ({ resource: { group, version, kind } }: SelectedInfo): string => `${group}/${version}, Kind=${kind}`
