import { BareError, CommandError } from '../errors.ts'
import type { Flag } from '../flags/flag.ts'
import { globalFlags } from '../flags/global.ts'
import { FlagError, parseFlags } from '../flags/parse.ts'
import type { Io } from '../io.ts'
import { type FoundCommand, findCommand, UnknownCommand } from '../program.ts'
import { type Alias, type OptionDefault, type Preference, preferenceProblem } from './preference.ts'
import { readPreference } from './read.ts'

/** A command line as a kuberc file makes it. */
export interface Preferred {
  argv: readonly string[]
  /** The flags that the file gives to the command: "--output=json". */
  flags: readonly string[]
}

/**
 * What a kuberc file makes of a command line: an alias stands for its command, and flags that were not given get their defaults. Throws
 * BareError with kubectl's words. Source: kubectl's pkg/kuberc.
 */
export async function preferred(argv: readonly string[], io: Io): Promise<Preferred> {
  try {
    const preference = await preferenceFor(argv, io)
    if (!preference) return { argv, flags: [] }
    const problem = preferenceProblem(preference)
    if (problem !== undefined) throw new CommandError(problem)
    const found = await foundIn(argv)
    if (found) return { argv, flags: await defaultsOf(found, argv, preference, io) }
    return await withAlias(argv, preference)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new BareError(`error occurred while applying preferences ${error.message}`)
  }
}

async function preferenceFor(argv: readonly string[], io: Io): Promise<Preference | undefined> {
  const named = namedFile(argv)
  try {
    return await readPreference(named, verbosityOf(argv), io)
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`kuberc error ${error.message}`) : error
  }
}

/** What --kuberc names, '' where it is not given. Throws CommandError where it names nothing. */
function namedFile(argv: readonly string[]): string {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const at = words.findIndex(word => word === '--kuberc' || word.includes('--kuberc='))
  if (at < 0) return ''
  const path = words[at] === '--kuberc' ? words[at + 1] : words[at]!.split('=')[1]
  if (!path) throw new CommandError('kuberc file is not found')
  return path
}

/** How much is to be logged, before the flags are read. */
function verbosityOf(argv: readonly string[]): number {
  const at = argv.findIndex(word => /^--?v(=|$)/.test(word))
  if (at < 0) return 0
  const text = argv[at]!.includes('=') ? argv[at]!.split('=')[1] : argv[at + 1]
  return Number(text) || 0
}

/** The command that words stand for; undefined where they stand for none. */
async function foundIn(words: readonly string[]): Promise<FoundCommand | undefined> {
  try {
    return await findCommand(words)
  } catch (error) {
    if (error instanceof UnknownCommand) return undefined
    throw error
  }
}

async function withAlias(argv: readonly string[], { aliases }: Preference): Promise<Preferred> {
  const at = argv.findIndex(word => !word.startsWith('-'))
  const alias = aliases.find(({ name }) => name === argv[at])
  if (!alias) return { argv, flags: [] }
  const words = wordsOf(alias.command)
  const found = await foundIn(words)
  if (!found)
    throw new CommandError(
      `command ${JSON.stringify(alias.command)} not found to set alias ${JSON.stringify(alias.name)}: [${words.join(' ')}]`,
    )
  const before = argv.slice(0, at)
  const line = [...before, ...words, ...alias.prependArgs, ...argv.slice(at + 1), ...alias.appendArgs]
  return { argv: line, flags: aliasFlags(alias, found, argv) }
}

function aliasFlags({ options }: Alias, found: FoundCommand, argv: readonly string[]): string[] {
  return flagsFor(options, found, argv, {
    unknown: ({ name }) => `invalid alias flag ${name} in alias kubectl`,
    invalid: ({ name, default: value }) => `could not apply value ${value} to flag ${name} in alias kubectl`,
  })
}

async function defaultsOf(
  found: FoundCommand,
  argv: readonly string[],
  { defaults }: Preference,
  io: Io,
): Promise<string[]> {
  const flags: string[] = []
  for (const { command, options } of defaults) {
    const meant = await foundIn(wordsOf(command))
    if (!meant) io.err(`Warning: command ${JSON.stringify(command)} not found to set kuberc override\n`)
    if (meant?.definition.name !== found.definition.name) continue
    const words: OptionWords = {
      unknown: ({ name }) => `invalid flag ${name} for command ${command}`,
      invalid: ({ name, default: value }) =>
        `could not apply override value ${value} to flag ${name} in command ${command}`,
    }
    flags.push(...flagsFor(options, found, argv, words))
  }
  return flags
}

interface OptionWords {
  unknown(option: OptionDefault): string
  invalid(option: OptionDefault): string
}

/** The flags of a command that are not given but have a default. Throws CommandError for a flag that it has not, or of another type. */
function flagsFor(
  options: readonly OptionDefault[],
  { definition }: FoundCommand,
  argv: readonly string[],
  words: OptionWords,
): string[] {
  const known = [...globalFlags, ...(definition.flags ?? [])]
  return options.flatMap(option => {
    const flag = known.find(candidate => candidate.flagName === option.name)
    if (!flag) throw new CommandError(words.unknown(option))
    if (isGiven(flag, known, argv)) return []
    const text = `--${option.name}=${option.default}`
    try {
      parseFlags([text], known)
    } catch (error) {
      throw error instanceof FlagError ? new CommandError(`${words.invalid(option)} err: ${error.message}`) : error
    }
    return [text]
  })
}

/** Whether a flag stands in a command line, by its name or its letter, which may be one of several together. */
function isGiven({ flagName, settings: { short } }: Flag, known: readonly Flag[], argv: readonly string[]): boolean {
  const letters = new Set(known.map(flag => flag.settings.short))
  return argv.some(word => {
    if (word === `--${flagName}` || word.startsWith(`--${flagName}=`)) return true
    if (short === undefined) return false
    if (word.startsWith(`-${short}`)) return true
    if (!/^-[a-zA-Z]+$/.test(word)) return false
    const flags = [...word.slice(1)]
    const end = flags.findIndex(letter => !letters.has(letter))
    return (end < 0 ? flags : flags.slice(0, end)).includes(short)
  })
}

const wordsOf = (command: string): string[] => command.split(/\s+/).filter(word => word !== '')
