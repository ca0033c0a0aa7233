import { parseSelector } from '../../apimachinery/labels/selector.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { nodesOf, setUnschedulable } from '../drain/cordon-nodes.ts'
import { drainNode } from '../drain/drain-node.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { AggregateFailure, BareError, CommandError, isExpected } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import { selectorFlag } from '../resource/builder.ts'
import { resultPrinter } from '../result.ts'

const DEPRECATED =
  'Flag --delete-local-data has been deprecated, This option is deprecated and will be deleted. Use --delete-emptydir-data.\n'

export const drain: CommandDefinition = {
  name: 'drain',
  summary: 'Empty a node for maintenance',
  usage: 'NODE [options]',
  description: `Keeps new pods away from nodes and evicts those that are there, as far as disruption budgets let them go. Pods of daemon sets stay,
and without --ignore-daemonsets nothing happens while there are any. Pods without a controller, which nothing will start elsewhere,
go with --force only; pods with emptyDir volumes, whose data is lost, with --delete-emptydir-data only.`,
  examples: `  # Empty a node
  kubectl drain worker --ignore-daemonsets

  # Give each pod 15 minutes, and take those that nothing will start again
  kubectl drain worker --ignore-daemonsets --force --grace-period=900`,
  flags: [
    intFlag('chunk-size', 'How many objects a request asks for at a time', { default: 500 }),
    boolFlag('delete-emptydir-data', 'Also evict pods with emptyDir volumes'),
    boolFlag('delete-local-data', 'The same as --delete-emptydir-data', { hidden: true }),
    boolFlag('disable-eviction', 'Delete pods without asking their disruption budgets'),
    dryRunFlag,
    boolFlag('force', 'Also evict pods that have no controller'),
    intFlag('grace-period', 'Seconds that a pod gets to end; -1 is its own', { default: -1 }),
    boolFlag('ignore-daemonsets', 'Leave the pods of daemon sets where they are'),
    stringFlag('pod-selector', 'Only pods with these labels'),
    selectorFlag,
    intFlag('skip-wait-for-delete-timeout', 'Leave out pods that have been going for so many seconds'),
    durationFlag('timeout', 'How long to wait; 0 is for ever'),
  ],
  async run(invocation: Invocation) {
    const { flags, io } = invocation
    if (flags.changed('delete-local-data')) io.err(DEPRECATED)
    refusePodSelector(flags.string('pod-selector'))
    const nodes = await nodesOf('drain', invocation)
    const dryRun = dryRunOf(flags, io)
    await setUnschedulable(nodes, true, dryRun, invocation)
    const failures: { node: string; error: Error }[] = []
    for (const { name, object } of nodes) {
      try {
        await drainNode(name, dryRun, invocation)
        resultPrinter(flags, dryRun, io)(object, 'drained')
      } catch (error) {
        if (!isExpected(error)) throw error
        io.err(`error: unable to drain node ${quote(name)} due to error: ${error.message}, continuing command...\n`)
        failures.push({ node: name, error })
      }
    }
    if (failures.length === 0) return
    io.err(`There are pending nodes to be drained:\n${failures.map(({ node }) => ` ${node}\n`).join('')}`)
    throw failureOf(failures.map(({ error }) => error))
  },
}

function refusePodSelector(text: string): void {
  try {
    parseSelector(text)
  } catch {
    throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector')
  }
}

/** What kubectl makes of the errors of nodes: those of a single node come one a line, and only bare ones have "error: " before them. */
function failureOf(errors: readonly Error[]): Error {
  if (errors.length > 1) return new AggregateFailure(errors)
  const [error] = errors as [Error]
  if (!(error instanceof AggregateFailure) || error.errors.length > 1) return error
  const [only] = error.errors as [Error]
  return only instanceof StatusError ? only : new BareError(only.message)
}
