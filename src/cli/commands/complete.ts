import type { CommandDefinition, Invocation } from '../command.ts'
import { argumentsOf } from '../completion/arguments.ts'
import { readUnfinished, type UnfinishedLine } from '../completion/command-line.ts'
import { type Completion, directiveText, FILES, NOTHING } from '../completion/directive.ts'
import { flagValues } from '../completion/flag-values.ts'
import { commandNames, flagNames } from '../completion/words.ts'
import { CommandError, isExpected } from '../errors.ts'
import { Session } from '../session.ts'

export const complete: CommandDefinition = {
  name: '__complete',
  summary: 'Complete a command line (called by the completion scripts)',
  usage: '[command-line]',
  description: `Prints what the last of its arguments may become, a candidate a line, and then a colon and a number that says what the shell does
with them, as the kubectl command of the same name does.`,
  hidden: true,
  rawArguments: true,
  async run({ args, io }: Invocation) {
    if (args.length === 0) throw new CommandError('requires at least 1 arg(s), only received 0')
    const line = await readUnfinished(args)
    const { candidates, directive } = line ? await completionOf(line, new Session(line.flags, io, () => {})) : FILES
    io.out([...candidates, `:${directive}`].map(text => `${text}\n`).join(''))
    io.err(`Completion ended with directive: ${directiveText(directive)}\n`)
  },
}

/** What may come next. Whatever goes wrong on the way, such as a namespace that is not there, means that nothing is known. */
async function completionOf(line: UnfinishedLine, session: Session): Promise<Completion> {
  const { args, dash, definition, flag, flags, word } = line
  try {
    if (flag) return await flagValues(line, session)
    if (dash < 0 && word.startsWith('-')) return flagNames(definition?.flags ?? [], flags, word)
    const isFamily = !definition || (definition.subcommands !== undefined && args.length === 0)
    if (!isFamily) return await argumentsOf(line, session)
    const names = commandNames(definition, word)
    return names.candidates.length || !definition?.run ? names : await argumentsOf(line, session)
  } catch (error) {
    if (isExpected(error)) return NOTHING
    throw error
  }
}
