import type { Flag } from './flag.ts'
import { FlagValueError, FlagValues } from './values.ts'

/** What is wrong with a command line's flags; the message is pflag's. */
export class FlagError extends Error {}

export interface ParsedLine {
  args: string[]
  flags: FlagValues
  /** How many arguments stood before a bare `--`; -1 where there was none. */
  dash: number
  /** What there is to say of the deprecated flags that were given, a line each. */
  warnings: string[]
}

/**
 * Reads a command line as pflag does: flags and arguments in any order, `-abc` for several short ones, `-ojson`, `-o=json`,
 * `--flag=value`, `--bool=false`, everything after `--` an argument. Throws FlagError.
 */
export function parseFlags(argv: readonly string[], known: readonly Flag[]): ParsedLine {
  const byName = new Map(known.map(f => [f.flagName, f]))
  const byShort = new Map(known.flatMap(f => (f.settings.short ? [[f.settings.short, f] as const] : [])))
  const flags = new FlagValues(byName)
  const warnings: string[] = []
  const warn = (flag: Flag) => {
    const { deprecated } = flag.settings
    if (deprecated) warnings.push(`Flag --${flag.flagName} has been deprecated, ${deprecated}`)
  }
  const args: string[] = []
  const rest = [...argv]
  let dash = -1
  while (rest.length) {
    const word = rest.shift()!
    if (word === '--') {
      dash = args.length
      args.push(...rest)
      break
    }
    if (word.startsWith('--')) warn(long(word, rest, byName, flags))
    else if (word.startsWith('-') && word !== '-') short(word, rest, byShort, flags)
    else args.push(word)
  }
  return { args, flags, dash, warnings }
}

function long(word: string, rest: string[], known: ReadonlyMap<string, Flag>, flags: FlagValues): Flag {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals < 0 ? undefined : equals)
  if (name === '' || name.startsWith('-') || name.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`)
  const flag = known.get(name)
  if (!flag) throw new FlagError(`unknown flag: --${name}`)
  const given = equals >= 0 ? word.slice(equals + 1) : (bareValue(flag) ?? rest.shift())
  if (given === undefined) throw new FlagError(`flag needs an argument: ${word}`)
  set(flags, flag, given)
  return flag
}

function short(word: string, rest: string[], known: ReadonlyMap<string, Flag>, flags: FlagValues): void {
  let letters = word.slice(1)
  while (letters !== '') {
    const letter = letters[0]!
    const flag = known.get(letter)
    if (!flag) throw new FlagError(`unknown shorthand flag: ${quoted(letter)} in -${letters}`)
    const tail = letters.slice(1)
    const bare = bareValue(flag)
    if (bare !== undefined && !(tail.startsWith('=') && tail.length > 1)) {
      set(flags, flag, bare)
      letters = tail
      continue
    }
    // a bare `-o=` has the equals sign for its value: pflag looks for one only where something follows it
    const given = tail.startsWith('=') && tail.length > 1 ? tail.slice(1) : tail !== '' ? tail : rest.shift()
    if (given === undefined) throw new FlagError(`flag needs an argument: ${quoted(letter)} in -${letters}`)
    set(flags, flag, given)
    letters = ''
  }
}

const quoted = (letter: string): string => `'${letter}'`

function bareValue(flag: Flag): string | undefined {
  return flag.settings.bare ?? (flag.type === 'bool' ? 'true' : undefined)
}

function set(flags: FlagValues, flag: Flag, text: string): void {
  try {
    flags.set(flag, text)
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error
    const name = flag.settings.short ? `-${flag.settings.short}, --${flag.flagName}` : `--${flag.flagName}`
    throw new FlagError(`invalid argument ${JSON.stringify(text)} for "${name}" flag: ${error.message}`)
  }
}
