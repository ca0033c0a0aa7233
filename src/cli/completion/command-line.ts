import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { Flag } from '../flags/flag.ts'
import { globalFlags } from '../flags/global.ts'
import { FlagError, type ParsedLine, parseFlags } from '../flags/parse.ts'
import { findCommand } from '../program.ts'

/** A command line up to the word that is being completed. */
export interface UnfinishedLine extends ParsedLine {
  /** "config use-context"; '' where no command has been named yet. */
  path: string
  definition: CommandDefinition | undefined
  /** All flags that the line may have. */
  known: readonly Flag[]
  /** The flag whose value the word is; absent where it is none. */
  flag?: Flag
  /** The word, or the part of it that is a flag's value. */
  word: string
}

/** Reads the words of a command line, the last of which is being completed; undefined for a line that cannot be right. */
export async function readUnfinished(words: readonly string[]): Promise<UnfinishedLine | undefined> {
  const before = words.slice(0, -1)
  const word = words.at(-1) ?? ''
  try {
    const found = await findCommand(before)
    const known = [...globalFlags, ...(found?.definition.flags ?? [])]
    const line = { path: found?.path ?? '', definition: found?.definition, known }
    const rest = found?.rest ?? before
    const waiting = waitingFlag(rest, known)
    if (waiting) return { ...line, ...parseFlags(rest.slice(0, -1), known), flag: waiting, word }
    const parsed = { ...line, ...parseFlags(rest, known) }
    const equals = word.indexOf('=')
    if (parsed.dash >= 0 || !word.startsWith('-') || equals < 0) return { ...parsed, word }
    const flag = named(word.slice(0, equals), known)
    return flag && { ...parsed, flag, word: word.slice(equals + 1) }
  } catch (error) {
    if (error instanceof CommandError || error instanceof FlagError) return undefined
    throw error
  }
}

/** The flag at the end of a line that lacks its value. */
function waitingFlag(rest: readonly string[], known: readonly Flag[]): Flag | undefined {
  const last = rest.at(-1) ?? ''
  if (rest.includes('--') || !last.startsWith('-') || last.includes('=')) return undefined
  const flag = last.startsWith('--') ? named(last, known) : named(`-${last.at(-1)}`, known)
  return flag && flag.type !== 'bool' && flag.settings.bare === undefined && !hasValue(rest, known) ? flag : undefined
}

/** Whether the last word is the value of the flag before it, however much it looks like a flag. */
function hasValue(rest: readonly string[], known: readonly Flag[]): boolean {
  try {
    parseFlags(rest, known)
    return true
  } catch {
    return false
  }
}

function named(text: string, known: readonly Flag[]): Flag | undefined {
  const fits = text.startsWith('--')
    ? (f: Flag) => f.flagName === text.slice(2)
    : (f: Flag) => f.settings.short === text.slice(1)
  return known.findLast(fits)
}
