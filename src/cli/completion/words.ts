import type { CommandDefinition, CommandEntry } from '../command.ts'
import { commands } from '../commands/commands.ts'
import type { Flag, FlagType } from '../flags/flag.ts'
import { globalFlags } from '../flags/global.ts'
import type { FlagValues } from '../flags/values.ts'
import { type Completion, NO_FILES } from './directive.ts'

const REPEATED: ReadonlySet<FlagType> = new Set(['stringArray', 'stringSlice'])

/** The commands, or the subcommands of one, that begin as the word does. */
export function commandNames(definition: CommandDefinition | undefined, word: string): Completion {
  const all: readonly (CommandEntry | CommandDefinition)[] = definition ? (definition.subcommands ?? []) : commands
  const fitting = all.filter(c => !c.hidden && c.name.startsWith(word)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return { candidates: fitting.map(c => `${c.name}\t${c.summary}`), directive: NO_FILES }
}

/** The flags that begin as the word does: the global ones and then the command's, without those that were given and count only once. */
export function flagNames(own: readonly Flag[], given: FlagValues, word: string): Completion {
  const ownNames = new Set(own.map(f => f.flagName))
  const inherited = globalFlags.filter(f => !ownNames.has(f.flagName))
  const candidates = [sorted(inherited), sorted(own)].flat().flatMap(flag => {
    if (flag.hidden || (given.changed(flag.flagName) && !REPEATED.has(flag.type))) return []
    const { short } = flag.settings
    return [`--${flag.flagName}`, ...(short ? [`-${short}`] : [])]
      .filter(name => name.startsWith(word))
      .map(name => `${name}\t${flag.description}`)
  })
  return { candidates, directive: NO_FILES }
}

const sorted = (flags: readonly Flag[]): Flag[] => [...flags].sort((a, b) => (a.flagName < b.flagName ? -1 : 1))
