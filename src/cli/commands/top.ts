import { parseSelector } from '../../apimachinery/labels/selector.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, type Flag, stringFlag } from '../flags/flag.ts'
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../resource/builder.ts'

const USAGE = '[NAME | -l label]'

const sharedFlags: readonly Flag[] = [
  selectorFlag,
  boolFlag('no-headers', 'No line with the names of the columns'),
  boolFlag('show-swap', 'Also show swap'),
  stringFlag('sort-by', 'Sort by cpu or memory'),
  boolFlag('use-protocol-buffers', 'Has no meaning here', { default: true }),
]

export const top: CommandDefinition = {
  name: 'top',
  summary: 'Show how much CPU and memory is used',
  usage: 'SUBCOMMAND [options]',
  description: `Shows what nodes and pods use. Nothing runs in a cluster that is a file, so nothing can be measured: like a cluster without a
metrics server, it has no metrics API.`,
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      summary: 'Show what nodes use',
      usage: `${USAGE} [options]`,
      flags: [...sharedFlags, boolFlag('show-capacity', 'Show shares of the capacity, not of what can be allocated')],
      run: invocation => refuseMetrics('node', 'only one of NAME or --selector can be provided', invocation),
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      summary: 'Show what pods use',
      usage: `${USAGE} [options]`,
      flags: [
        ...sharedFlags,
        allNamespacesFlag,
        boolFlag('containers', 'Show each container'),
        fieldSelectorFlag,
        boolFlag('sum', 'Show the sum of all'),
      ],
      run: invocation => refuseMetrics('pod', 'only one of NAME or selector can be provided', invocation),
    },
  ],
}

/** Checks a call of `kubectl top` as kubectl does, and then says that there are no metrics. Always throws CommandError. */
async function refuseMetrics(what: string, both: string, { args, flags }: Invocation): Promise<void> {
  if (args.length > 1) throw new UsageError(`${what} ${USAGE}`)
  const sortBy = flags.string('sort-by')
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory')
    throw new CommandError('--sort-by accepts only cpu or memory')
  const selector = flags.string('selector')
  if (args.length && (selector !== '' || flags.string('field-selector') !== '')) throw new CommandError(both)
  if (selector !== '') {
    try {
      parseSelector(selector)
    } catch (error) {
      throw new CommandError((error as Error).message)
    }
  }
  throw new CommandError('Metrics API not available')
}
