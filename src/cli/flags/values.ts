import { parseDuration } from '../../apimachinery/duration.ts'
import { CsvError, csvFields } from './csv.ts'
import type { Flag } from './flag.ts'

type Value = string | boolean | number | string[]

/** A flag's value is not of its type; the message is Go's. */
export class FlagValueError extends Error {}

/** The flags of one command line: what was given, and the defaults of what was not. */
export class FlagValues {
  private readonly values = new Map<string, Value>()
  private readonly texts: { name: string; text: string }[] = []

  constructor(private readonly flags: ReadonlyMap<string, Flag>) {}

  /** The values of these flags alone: what a command's own flag of the same name was given does not count. */
  only(flags: readonly Flag[]): FlagValues {
    const some = new FlagValues(new Map(flags.map(f => [f.flagName, f])))
    for (const flag of flags) {
      const value = this.values.get(flag.flagName)
      if (value !== undefined && this.flags.get(flag.flagName) === flag) some.values.set(flag.flagName, value)
    }
    return some
  }

  /** The flags as they were given, in their order. */
  given(): readonly { name: string; text: string }[] {
    return this.texts
  }

  /** Takes one value as text. Throws FlagValueError. */
  set(flag: Flag, text: string): void {
    this.read(flag, text)
    this.texts.push({ name: flag.flagName, text })
  }

  private read(flag: Flag, text: string): void {
    const name = flag.flagName
    switch (flag.type) {
      case 'bool':
        this.values.set(name, readBool(text))
        return
      case 'int':
        this.values.set(name, readInt(text, flag.settings.bits))
        return
      case 'duration':
        this.values.set(name, readDuration(text))
        return
      case 'stringArray':
        this.values.set(name, [...this.list(name), text])
        return
      case 'stringSlice':
        this.values.set(name, [...this.list(name), ...readCsv(text)])
        return
      default:
        this.values.set(name, text)
    }
  }

  /** Whether a flag was given at all. */
  changed(name: string): boolean {
    return this.values.has(name)
  }

  string(name: string): string {
    return (this.value(name) as string | undefined) ?? ''
  }

  bool(name: string): boolean {
    return (this.value(name) as boolean | undefined) ?? false
  }

  /** Whole numbers, and durations in milliseconds. */
  number(name: string): number {
    return (this.value(name) as number | undefined) ?? 0
  }

  list(name: string): string[] {
    return (this.value(name) as string[] | undefined) ?? []
  }

  private value(name: string): Value | readonly string[] | undefined {
    return this.values.get(name) ?? this.flags.get(name)?.settings.default
  }
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False'])

/** A boolean as Go reads it, undefined where it is none. */
export function parseBool(text: string): boolean | undefined {
  if (TRUE.has(text)) return true
  return FALSE.has(text) ? false : undefined
}

/** A boolean as Go reads it. Throws FlagValueError. */
export function readBool(text: string): boolean {
  const value = parseBool(text)
  if (value !== undefined) return value
  throw new FlagValueError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
}

/** As Go reads numbers of any base: 10, 0x0a, 0b1010, 0o12, 012. */
const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/

function readInt(text: string, bits?: number): number {
  if (!INTEGER.test(text)) throw new FlagValueError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const digits = text.replace(/^[+-]/, '')
  const size = Number(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits)
  const value = text.startsWith('-') ? -size : size
  const fits = bits === 32 ? (value | 0) === value : Number.isSafeInteger(value)
  if (!fits) throw new FlagValueError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  return value
}

function readCsv(text: string): string[] {
  try {
    return csvFields(text)
  } catch (error) {
    throw error instanceof CsvError ? new FlagValueError(error.message) : error
  }
}

function readDuration(text: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    throw new FlagValueError((error as Error).message)
  }
}
