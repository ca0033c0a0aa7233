import type { CommandDefinition } from '../command.ts'
import { boolFlag } from '../flags/flag.ts'
import { listPlugins } from '../plugins/list.ts'
import { findCommand, UnknownCommand } from '../program.ts'

const list: CommandDefinition = {
  name: 'list',
  summary: 'List the plugins that are there',
  usage: '[flags]',
  description: `Lists the plugins: the files in the folders of $PATH whose names begin with "kubectl-", executable or not, and what is wrong
with them.`,
  flags: [boolFlag('name-only', 'Only the names of the files, without their folders')],
  run: ({ flags, io }) => listPlugins({ nameOnly: flags.bool('name-only') }, commandOf, io),
}

async function commandOf(words: readonly string[]): Promise<string | undefined> {
  if (words.length === 1 && words[0] === '') return 'kubectl'
  try {
    const found = await findCommand(words)
    return found && `kubectl ${found.path}`
  } catch (error) {
    if (error instanceof UnknownCommand) return undefined
    throw error
  }
}

export const plugin: CommandDefinition = {
  name: 'plugin',
  summary: 'List the plugins that extend the command line',
  usage: '[flags]',
  description: `A plugin is an executable kubectl-NAME in a folder of $PATH: it runs where NAME is no command of its own.`,
  subcommands: [list],
}
