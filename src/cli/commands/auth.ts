import { canI } from '../auth/can-i.ts'
import { reconcile } from '../auth/reconcile.ts'
import { whoami } from '../auth/whoami.ts'
import type { CommandDefinition } from '../command.ts'

export const auth: CommandDefinition = {
  name: 'auth',
  summary: 'Look at who may do what',
  usage: '[flags] [options]',
  subcommands: [canI, reconcile, whoami],
}
