import type { Flag } from './flags/flag.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'
import type { Session } from './session.ts'

/** One call of a command: what was typed, and what it works with. */
export interface Invocation {
  /** The arguments that are not flags. */
  args: readonly string[]
  flags: FlagValues
  /** How many arguments stood before `--`; -1 where there was none. */
  dash: number
  io: Io
  session: Session
}

/** A command: a file in `commands/`. */
export interface CommandDefinition {
  /** As in "kubectl get": the words after the program's name. */
  name: string
  aliases?: readonly string[]
  /** One line for the list of commands. */
  summary: string
  /** What stands after the name in its usage line: "(-f FILENAME | TYPE NAME) [options]". */
  usage: string
  /** Longer words about it, and examples, for its help. */
  description?: string
  examples?: string
  flags?: readonly Flag[]
  /** Takes everything behind its name as arguments, flags too. */
  rawArguments?: boolean
  /** The exit status for flags that it does not have, where that is not 1. */
  badFlagStatus?: number
  run?(invocation: Invocation): Promise<void>
  subcommands?: readonly CommandDefinition[]
  /** Where its help goes when it is called without one of its subcommands, where that is not standard error. */
  helpAlone?: 'out'
  hidden?: boolean
}

/** The entry of a command in the list of all: enough to find it and to show it, not to run it. */
export interface CommandEntry {
  name: string
  aliases?: readonly string[]
  summary: string
  /** Words that it is suggested for though they are not like its name. */
  suggestFor?: readonly string[]
  /** The heading below which help lists it. */
  group: string
  hidden?: boolean
  load(): Promise<CommandDefinition>
}
