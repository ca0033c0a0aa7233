import type { Node } from '../../api/types.gen.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { resolveTargets, type Selection, selectionOf, selectorFlag } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { patchOf, sendPatch } from '../set/patch-targets.ts'
import { changeTaints } from '../taint/change-taints.ts'
import { parseTaints, type TaintChange } from '../taint/parse-taints.ts'
import { typedObject } from '../typed/typed-object.ts'
import { validateFlag } from '../validation.ts'

export const taint: CommandDefinition = {
  name: 'taint',
  summary: 'Change the taints of nodes',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  description: `Sets taints (KEY=VALUE:EFFECT, or KEY:EFFECT) and removes them (KEY:EFFECT-, or KEY- for every effect). A taint keeps pods that
do not tolerate it away; its effect is NoSchedule, PreferNoSchedule or NoExecute.`,
  examples: `  # Keep pods away that do not tolerate dedicated=gpu
  kubectl taint nodes worker dedicated=gpu:NoSchedule

  # Remove all taints with the key "dedicated"
  kubectl taint nodes worker dedicated-

  # Taint all nodes with a label
  kubectl taint nodes -l disk=ssd dedicated=storage:PreferNoSchedule`,
  flags: [
    ...formatFlags,
    dryRunFlag,
    validateFlag,
    selectorFlag,
    boolFlag('all', 'All nodes'),
    stringFlag('field-manager', 'The name that changed fields are kept under', { default: 'kubectl-taint' }),
    boolFlag('overwrite', 'Replace taints of the same key and effect'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const dryRun = dryRunOf(flags, io)
    const { resources, specs } = splitArguments(args)
    const change = readTaints(specs)
    await refuseOtherTypes(resources[0]!, invocation)
    refuseBothWays(change)
    const selection = nodeSelection(resources, invocation)
    const targets = await resolveTargets(selection, session, io, 'refuse')
    const infos = selectedInfos(targets, selection, await session.client(), { files: 'live' })
    await visitAll(infos, taintOne)

    async function taintOne(info: SelectedInfo): Promise<void> {
      const before = typedObject(info.object) as Node
      const { taints, operation } = changeTaints(info.name, before.spec?.taints ?? [], change, flags.bool('overwrite'))
      const after: Node = { ...before, spec: { ...before.spec, taints } }
      // What became of the taints takes the place of what else would tell of --dry-run: kubectl names the operation last.
      const print = resultPrinter(flags, 'none', io)
      if (dryRun === 'client') print(typedObject(after), operation)
      else print(await sendPatch(info, patchOf(before, typedObject(after)), invocation, dryRun), operation)
    }
  },
}

/** What looks like a taint must stand behind all that does not. */
function splitArguments(args: readonly string[]): { resources: string[]; specs: string[] } {
  const resources: string[] = []
  const specs: string[] = []
  for (const arg of args) {
    if (arg.includes('=') || arg.includes(':') || arg.endsWith('-')) specs.push(arg)
    else if (specs.length === 0) resources.push(arg)
    else throw new CommandError(`all resources must be specified before taint changes: ${arg}`)
  }
  if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>')
  if (specs.length === 0) throw new CommandError('at least one taint update is required')
  return { resources, specs }
}

function readTaints(specs: readonly string[]): TaintChange {
  try {
    return parseTaints(specs)
  } catch (error) {
    throw error instanceof CommandError ? new UsageError(error.message) : error
  }
}

async function refuseOtherTypes(type: string, { session }: Invocation): Promise<void> {
  const name = type.toLowerCase()
  const { kind } = (await session.resources()).resource(name.split('.')[0]!)
  if (kind !== 'Node') throw new CommandError(`invalid resource type ${name}, only node types are supported`)
}

function refuseBothWays({ add, remove }: TaintChange): void {
  const both = add.flatMap(taint =>
    remove.filter(gone => gone.key === taint.key && (gone.effect === '' || gone.effect === taint.effect)),
  )
  if (both.length === 0) return
  const names = both.map(({ key, effect }) => `${key}=${effect}`).join(', ')
  throw new CommandError(`can not both modify and remove the following taint(s) in the same command: ${names}`)
}

/** The nodes that are meant; their names do not count where --all or a selector says which. */
function nodeSelection([, ...names]: readonly string[], { flags }: Invocation): Selection {
  const selection = selectionOf([], flags)
  const bySelector = selection.labelSelector !== ''
  if (selection.all && bySelector)
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited")
  if (selection.all || bySelector) return { ...selection, args: ['nodes'] }
  if (names.length === 0)
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set")
  return { ...selection, args: names.map(name => (name.includes('/') ? name : `nodes/${name}`)) }
}
