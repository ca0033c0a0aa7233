import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import type { TableStyle } from '../printers/table.ts'

const GOOD = /^(Running|Completed|Succeeded|Ready|Active|Bound|Available|True|Complete|Normal)\b/
const WAITING =
  /^(Pending|ContainerCreating|PodInitializing|Init:|Terminating|Warning|SchedulingGated|Unknown|NotReady|<pending>)/
const BAD = /(Error|Failed|BackOff|Evicted|OOMKilled|Lost|False|Invalid)/

/** The columns whose words say how an object does. */
const STATE_COLUMNS = new Set(['STATUS', 'TYPE', 'EXTERNAL-IP', 'REASON'])

/**
 * Bold headings and coloured states for a terminal; nothing where the output is read by programs, under NO_COLOR, or with
 * --color=never. Throws CommandError for another word than auto, always and never.
 */
export async function terminalStyle(color: string, io: Io): Promise<TableStyle | undefined> {
  if (!['auto', 'always', 'never'].includes(color))
    throw new CommandError(`invalid --color value (${color}). Must be "auto", "always", or "never".`)
  const wanted = color === 'always' || (color === 'auto' && io.outIsTerminal && !io.env.NO_COLOR)
  if (!wanted) return undefined
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  const paint = (state: string): ((text: string) => string) | undefined => {
    if (BAD.test(state)) return chalk.red
    if (GOOD.test(state)) return chalk.green
    return WAITING.test(state) ? chalk.yellow : undefined
  }
  return {
    header: text => chalk.bold(text),
    cell: (column, text) => (STATE_COLUMNS.has(column) && paint(text.trim())?.(text)) || text,
  }
}
