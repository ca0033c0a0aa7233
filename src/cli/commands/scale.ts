import type { KubeObject } from '../../api/object.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { recordCause, recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf, selectorFlag } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { type ScaleSettings, scaleObject } from '../scale/scale-object.ts'

export const scale: CommandDefinition = {
  name: 'scale',
  summary: 'Set the number of replicas',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  description: `Sets the number of pods of a deployment, replica set, replication controller, stateful set, or of anything else that has a
scale. With --current-replicas or --resource-version only if the object is still as that says.`,
  examples: `  # Three pods
  kubectl scale deployment web --replicas=3

  # Five, but only if there are three
  kubectl scale deployment web --current-replicas=3 --replicas=5

  # Every stateful set down to nothing
  kubectl scale statefulset --all --replicas=0`,
  flags: [
    ...filenameFlags('scale'),
    selectorFlag,
    ...formatFlags,
    dryRunFlag,
    boolFlag('all', 'All objects of the types'),
    intFlag('current-replicas', 'Only scale if the number is this; -1 for any', { default: -1 }),
    intFlag('replicas', 'The number of replicas'),
    recordFlag,
    stringFlag('resource-version', 'Only scale if this is the version'),
    durationFlag('timeout', 'How long to wait until there are as many; 0 not at all'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    if (!flags.changed('replicas')) throw new CommandError('required flag(s) "replicas" not set')
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io)
    const settings: ScaleSettings = {
      replicas: flags.number('replicas'),
      currentReplicas: flags.number('current-replicas'),
      resourceVersion: flags.string('resource-version'),
      timeout: flags.number('timeout'),
      dryRun,
    }
    if (settings.replicas < 0)
      throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
    if (settings.currentReplicas < -1)
      throw new CommandError('The --current-replicas must specify an integer of -1 or greater')

    const chosen = selectionOf(args, flags)
    // --all means something for a bare type only
    const selection = { ...chosen, all: chosen.all && args.length === 1 && !args[0]!.includes('/') }
    const targets = await resolveTargets(selection, session, io, 'refuse')
    const infos: SelectedInfo[] = []
    const errors: Error[] = []
    for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'written' }))
      if (info instanceof Error) errors.push(info)
      else infos.push(info)
    if (settings.resourceVersion !== '' && infos.length > 1)
      throw new CommandError('cannot use --resource-version with multiple resources')
    if (infos.length === 0) {
      throwGathered(errors)
      throw new CommandError('no objects passed to scale')
    }
    for (const info of infos) {
      const replicas = dryRun === 'client' ? settings.replicas : await scaleObject(info, settings, session)
      if (dryRun === 'none') await recordCause(info, 'scale', invocation, await session.client())
      print(withReplicas(info, replicas), 'scaled')
    }
    throwGathered(errors)
  },
}

/** The object as kubectl shows it afterwards: as it was, with the new number where built-in kinds keep it. */
function withReplicas({ object, resource }: SelectedInfo, replicas: number): KubeObject {
  if (resource.group !== '' && resource.group !== 'apps') return object
  const { spec } = object as KubeObject & { spec?: object }
  const scaled = { ...object, spec: { ...spec, replicas } }
  return scaled
}
