import type { CommandDefinition, CommandEntry } from './command.ts'
import { commands } from './commands/commands.ts'
import { CommandError } from './errors.ts'
import type { Flag } from './flags/flag.ts'
import { globalFlags } from './flags/global.ts'

/** A word is no command. */
export class UnknownCommand extends CommandError {}

/** A command that was found in a command line. */
export interface FoundCommand {
  definition: CommandDefinition
  /** "get", "create service clusterip". */
  path: string
  /** What is left of the command line: flags from before the command's name, and everything behind it. */
  rest: string[]
}

/**
 * Finds the command of a command line as cobra does: flags may stand before it. Undefined where there is none (kubectl alone).
 * Throws UnknownCommand for a word that is none, with what was perhaps meant.
 */
export async function findCommand(argv: readonly string[]): Promise<FoundCommand | undefined> {
  const at = nextWord(argv, 0, globalFlags)
  if (at < 0) return undefined
  const word = argv[at]!
  const entry = commands.find(c => c.name === word || c.aliases?.includes(word))
  if (!entry) throw unknownCommand(word, commands)
  let definition = await entry.load()
  let path = definition.name
  let rest = [...argv.slice(0, at), ...argv.slice(at + 1)]
  while (definition.subcommands) {
    const next = nextWord(rest, 0, [...globalFlags, ...(definition.flags ?? [])])
    const name = next < 0 ? undefined : rest[next]!
    const sub = definition.subcommands.find(c => c.name === name || (name !== undefined && c.aliases?.includes(name)))
    if (!sub) break
    rest = [...rest.slice(0, next), ...rest.slice(next + 1)]
    definition = sub
    path = `${path} ${sub.name}`
  }
  return { definition, path, rest }
}

/** The index of the first word that is not a flag or a flag's value; -1 where there is none. */
function nextWord(argv: readonly string[], from: number, flags: readonly Flag[]): number {
  for (let i = from; i < argv.length; i++) {
    const word = argv[i]!
    if (word === '--') return -1
    if (!word.startsWith('-') || word === '-') return i
    if (word.includes('=')) continue
    const flag = word.startsWith('--')
      ? flags.find(f => f.flagName === word.slice(2))
      : word.length === 2
        ? flags.find(f => f.settings.short === word[1])
        : undefined
    if (flag && flag.type !== 'bool' && flag.settings.bare === undefined) i++
  }
  return -1
}

function unknownCommand(word: string, known: readonly CommandEntry[]): UnknownCommand {
  const suggestions = known
    .filter(
      c =>
        c.name !== '__complete' &&
        (distance(word.toLowerCase(), c.name) <= 2 ||
          c.name.startsWith(word.toLowerCase()) ||
          c.suggestFor?.includes(word.toLowerCase())),
    )
    .map(c => `\t${c.name}\n`)
  const hint = suggestions.length ? `\n\nDid you mean this?\n${suggestions.join('')}` : ''
  return new UnknownCommand(`unknown command ${JSON.stringify(word)} for "kubectl"${hint}`)
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
