import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { applyClientSide } from '../apply/client-side.ts'
import { editLastApplied } from '../apply/edit-last-applied.ts'
import { setLastApplied } from '../apply/set-last-applied.ts'
import { viewLastApplied } from '../apply/view-last-applied.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import {
  filenameFlags,
  NothingSelected,
  resolveTargets,
  selectionOf,
  selectorFlag,
  type Targets,
} from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { matchesSelectors } from '../resource/listed.ts'
import { resultPrinter } from '../result.ts'
import { validateFlag, validationOf } from '../validation.ts'

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
    stringFlag('field-manager', 'The name that changed fields are kept under', {
      default: 'kubectl-client-side-apply',
    }),
    boolFlag('force', 'Delete and create again what cannot be changed'),
    boolFlag('overwrite', 'Set fields of the file that somebody else has changed', { default: true }),
  ],
  subcommands: [editLastApplied, setLastApplied, viewLastApplied],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const dryRun = dryRunOf(flags, io)
    const validation = validationOf(flags)
    if (args.length)
      throw new CommandError(`Unexpected args: [${args.join(' ')}]\nSee 'kubectl apply -h' for help and examples`)
    const print = resultPrinter(flags, dryRun, io)
    const selection = selectionOf(args, flags)
    let targets: Targets
    try {
      targets = await resolveTargets(selection, session, io, 'refuse', validation === 'Ignore' ? 'decode' : 'validate')
    } catch (error) {
      throw error instanceof NothingSelected ? new CommandError('must specify one of -f and -k') : error
    }
    if (targets.by !== 'file') throw new CommandError('must specify one of -f and -k')
    const errors: Error[] = []
    let seen = 0
    for await (const info of targets.infos) {
      if (info instanceof Error) {
        errors.push(info)
        continue
      }
      if (!matchesSelectors(info, selection)) continue
      seen++
      try {
        const { object, operation } = await applyClientSide(
          info as Info & { object: KubeObject },
          invocation,
          dryRun,
          validation,
        )
        print(object, operation)
      } catch (error) {
        if (!(error instanceof StatusError) && !(error instanceof CommandError)) throw error
        errors.push(error)
      }
    }
    throwGathered(errors)
    if (seen === 0) throw new CommandError('no objects passed to apply')
  },
}
