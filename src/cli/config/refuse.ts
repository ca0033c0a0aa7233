import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'

/** The help of a subcommand of config on standard output: what kubectl answers to a wrong number of arguments. */
export async function showHelp(definition: CommandDefinition, { io }: Invocation): Promise<void> {
  const { helpText } = await import('../help.ts')
  io.out(await helpText({ definition, path: `config ${definition.name}`, rest: [] }))
}

/** Shows the help and throws CommandError "Unexpected args: […]". */
export async function refuseArguments(
  definition: CommandDefinition,
  invocation: Invocation,
  words = 'Unexpected args',
): Promise<never> {
  await showHelp(definition, invocation)
  throw new CommandError(`${words}: [${invocation.args.join(' ')}]`)
}
