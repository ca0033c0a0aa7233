import type { CommandDefinition } from '../command.ts'
import { env } from '../set/env.ts'
import { image } from '../set/image.ts'
import { resources } from '../set/resources.ts'
import { selector } from '../set/selector.ts'
import { serviceAccount } from '../set/service-account.ts'
import { subject } from '../set/subject.ts'

export const set: CommandDefinition = {
  name: 'set',
  summary: 'Set single features of objects',
  usage: 'SUBCOMMAND [options]',
  description: `Configure application resources.

 These commands help you make changes to existing application resources.`,
  subcommands: [env, image, resources, selector, serviceAccount, subject],
}
