import type { CommandDefinition } from '../command.ts'
import { optionsText } from '../help.ts'

export const options: CommandDefinition = {
  name: 'options',
  summary: 'List the flags that all commands have',
  usage: '[flags] [options]',
  async run({ io }) {
    io.out(optionsText())
  },
}
