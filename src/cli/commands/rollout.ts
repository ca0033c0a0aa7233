import { LAST_APPLIED } from '../apply/last-applied.ts'
import type { CommandDefinition } from '../command.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { intFlag } from '../flags/flag.ts'
import { formatFlags, isTableOutput, objectPrinter, outputOf } from '../output.ts'
import { OBJECT_FORMATS } from '../printers/output-formats.ts'
import { visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { pause, restart, resume } from '../rollout/change.ts'
import { historyOf, historyText, revisionIn } from '../rollout/history.ts'
import { requireResources, rolloutFlags, rolloutObjects } from '../rollout/objects.ts'
import { status } from '../rollout/status.ts'
import { rollbackOf } from '../rollout/undo.ts'

const history: CommandDefinition = {
  name: 'history',
  summary: 'View rollout history',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  description: 'Lists the revisions that there have been, or shows the pod template of one.',
  examples: `  kubectl rollout history deployment/web

  # What revision 3 was
  kubectl rollout history daemonset/agent --revision=3`,
  flags: [...rolloutFlags, ...formatFlags, intFlag('revision', 'Show the pod template of this revision')],
  async run(invocation) {
    const { flags, io, session } = invocation
    requireResources(invocation)
    const revision = flags.number('revision')
    if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`)
    const output = outputOf(flags, OBJECT_FORMATS, io)
    // --template alone is for the object itself
    const asObjects = isTableOutput(output) || !flags.changed('output') ? undefined : objectPrinter(output, flags)
    const print = resultPrinter(flags, 'none', io)
    await visitAll(rolloutObjects(invocation), async info => {
      const found = await historyOf(info, await session.client())
      if (!asObjects) {
        const text = historyText(found, revision)
        return print(info.object, `${revision > 0 ? `with revision #${revision}` : ''}\n${text}`)
      }
      const chosen = revision > 0 ? [revisionIn(found, revision)] : [...found.values()]
      for (const { object } of chosen) io.out(asObjects(object))
    })
  },
}

const undo: CommandDefinition = {
  name: 'undo',
  summary: 'Undo a previous rollout',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  description: 'Puts the pod template of an earlier revision back: the one before, or the one of --to-revision.',
  examples: `  kubectl rollout undo deployment/web

  # Back to revision 3
  kubectl rollout undo daemonset/agent --to-revision=3`,
  flags: [
    ...rolloutFlags,
    ...formatFlags,
    dryRunFlag,
    intFlag('to-revision', 'The revision to go back to; 0 is the one before'),
  ],
  async run(invocation) {
    const { flags, io, session } = invocation
    const dryRun = dryRunOf(flags, io)
    requireResources(invocation)
    const print = resultPrinter(flags, dryRun, io)
    await visitAll(rolloutObjects(invocation), async info => {
      const rollback = rollbackOf(info, await session.client())
      if (Object.hasOwn(info.object.metadata.annotations ?? {}, LAST_APPLIED))
        io.err(
          `Warning: resource ${info.resource.resource}/${info.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`,
        )
      print(info.object, await rollback(flags.number('to-revision'), dryRun))
    })
  },
}

export const rollout: CommandDefinition = {
  name: 'rollout',
  summary: 'Manage the rollout of a resource',
  usage: 'SUBCOMMAND [options]',
  description: 'Looks at and changes how deployments, daemon sets and stateful sets are rolled out.',
  examples: `  # Back to the version before
  kubectl rollout undo deployment/web

  # Wait until the pods of a daemon set are new
  kubectl rollout status daemonset/agent`,
  helpAlone: 'out',
  subcommands: [history, pause, restart, resume, status, undo],
}
