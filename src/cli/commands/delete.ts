import { StatusError } from '../../apimachinery/status.ts'
import { cascadeFlag, cascadeOf, type Propagation } from '../cascade.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { deletedLine, deleteObject } from '../delete/delete-object.ts'
import { type DryRun, dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, throwVisited, withSource } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  NothingSelected,
  resolveTargets,
  type Selection,
  selectionOf,
  selectorFlag,
  type Targets,
} from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { listedInfos, matchesSelectors } from '../resource/listed.ts'
import { waitForDeletion } from '../wait/deletion.ts'

const FORCE_WARNING =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n'

const CLUSTER_SCOPE_WARNING = 'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n'

const NOTHING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

/** kubectl's default for --timeout=0: a week. */
const LONG = 7 * 24 * 3600 * 1000

interface DeleteSettings {
  dryRun: DryRun
  propagation: Propagation
  /** Seconds; -1 leaves it to the object. */
  grace: number
  force: boolean
  ignoreNotFound: boolean
  wait: boolean
  timeout: number
  output: string
}

export const deleteCommand: CommandDefinition = {
  name: 'delete',
  summary: 'Delete objects by file, name or label',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  description: `Deletes objects and waits until they are gone. What belongs to a deleted object goes with it, unless --cascade=orphan.
Pods get their grace period to end; --now shortens it to a second.`,
  examples: `  # Delete what a file made
  kubectl delete -f web.yaml

  # Delete a pod and a service of the same name
  kubectl delete pod,service web

  # Delete everything with a label
  kubectl delete pods,services -l app=web`,
  flags: [
    ...filenameFlags('delete'),
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    boolFlag('all', 'All objects of the types'),
    cascadeFlag,
    dryRunFlag,
    boolFlag('force', 'Remove at once, without waiting for the end'),
    intFlag('grace-period', 'Seconds that a pod gets to end; -1 is its own', { default: -1 }),
    boolFlag('ignore-not-found', 'Say nothing of objects that are not there'),
    boolFlag('interactive', 'Show what is to be deleted, and ask first', { short: 'i' }),
    boolFlag('now', 'The same as --grace-period=1'),
    stringFlag('output', 'Output mode: name', { short: 'o' }),
    stringFlag('raw', 'A path of the server to send a DELETE to, with the file of -f as its body'),
    durationFlag('timeout', 'How long to wait for each object to go; 0 is for ever'),
    boolFlag('wait', 'Wait until the objects are gone', { default: true }),
  ],
  async run({ args, flags, io, session }: Invocation) {
    if (flags.string('raw') !== '') {
      const { deleteRaw } = await import('../delete/raw.ts')
      return deleteRaw({ flags, io, session })
    }
    const selection = selectionOf(args, flags)
    const settings = readSettings(selection, flags, io)
    let targets: Targets
    try {
      targets = await resolveTargets(selection, session, io, 'refuse')
    } catch (error) {
      throw error instanceof NothingSelected ? new CommandError(NOTHING) : error
    }
    validate(settings, io)
    const client = await session.client()
    const errors: Error[] = []
    const unread: Error[] = []
    const deleted: { info: Info; uid: string }[] = []
    let found = 0
    let namespaceMatters = (await session.namespace()).explicit && !selection.allNamespaces
    let infos = infosOf(targets, selection)
    if (flags.bool('interactive')) {
      const { confirmDeletion } = await import('../delete/confirmation.ts')
      const chosen = await confirmDeletion(infos, io)
      if (!chosen) return
      infos = chosen
    }
    for await (const info of infos) {
      if (info instanceof Error) {
        if (targets.by === 'file') unread.push(info)
        else errors.push(info)
        continue
      }
      found++
      if (namespaceMatters && !info.resource.namespaced) {
        io.err(CLUSTER_SCOPE_WARNING)
        namespaceMatters = false
      }
      try {
        deleted.push({ info, uid: await deleteOne(info) })
      } catch (error) {
        if (settings.ignoreNotFound && error instanceof StatusError && error.status.code === 404) continue
        errors.push(withSource(error, 'deleting', info.source))
      }
    }
    throwVisited(errors, unread)
    if (found === 0) {
      io.out('No resources found\n')
      return
    }
    if (settings.wait && settings.dryRun === 'none') await waitForDeletion(deleted, settings.timeout || LONG, session)

    async function* infosOf(from: Targets, chosen: Selection): AsyncIterable<Info | Error> {
      if (from.by === 'selector') yield* listedInfos(from.collections, chosen, client)
      else for await (const info of from.infos) if (info instanceof Error || matchesSelectors(info, chosen)) yield info
    }

    /** Deletes one object and returns its UID; '' where the server did not tell. */
    async function deleteOne(info: Info): Promise<string> {
      const uid = settings.dryRun === 'client' ? '' : await deleteObject(client, info, settings)
      io.out(
        deletedLine(info, {
          nameOnly: settings.output === 'name',
          forced: settings.grace === 0,
          dryRun: settings.dryRun,
        }),
      )
      return uid
    }
  },
}

/** The flags that count before anything is looked for. Throws CommandError. */
function readSettings(selection: Selection, flags: FlagValues, io: Io): DeleteSettings {
  const propagation = cascadeOf(flags, io)
  const force = flags.bool('force')
  let grace = flags.number('grace-period')
  if (flags.bool('now')) {
    if (grace !== -1) throw new CommandError('--now and --grace-period cannot be specified together')
    grace = 1
  }
  // without --force nothing goes before it has had the chance to end
  if (grace === 0 && !force) grace = 1
  if (grace < 0 && force) grace = 0
  const dryRun = dryRunOf(flags, io)
  if (selection.all && (selection.labelSelector !== '' || selection.fieldSelector !== ''))
    throw new CommandError("setting 'all' parameter but found a non empty selector. ")
  const bulk = selection.all || selection.labelSelector !== '' || selection.fieldSelector !== ''
  return {
    dryRun,
    propagation,
    grace,
    force,
    ignoreNotFound: flags.changed('ignore-not-found') ? flags.bool('ignore-not-found') : bulk,
    wait: flags.bool('wait'),
    timeout: flags.number('timeout'),
    output: flags.string('output'),
  }
}

/** What is asked of the flags once it is known that there are such types and files. Throws CommandError. */
function validate({ output, force, grace }: DeleteSettings, io: Io): void {
  if (output !== '' && output !== 'name')
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`)
  if (!force) return
  if (grace > 0) throw new CommandError('--force and --grace-period greater than 0 cannot be specified together')
  io.err(FORCE_WARNING)
}
