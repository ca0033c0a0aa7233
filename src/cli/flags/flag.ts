import { Option } from 'commander'

/** How a flag's text is read; the names are pflag's. */
export type FlagType = 'string' | 'bool' | 'int' | 'duration' | 'stringArray' | 'stringSlice'

/** A flag of a command: a commander option that knows its type as kubectl's flags do. */
export class Flag extends Option {
  constructor(
    readonly type: FlagType,
    /** The long name, without dashes. */
    readonly flagName: string,
    description: string,
    readonly settings: FlagSettings = {},
  ) {
    const value = type === 'bool' ? '' : settings.bare === undefined ? ` <${type}>` : `[=${settings.bare}]`
    super(`${settings.short ? `-${settings.short}, ` : ''}--${flagName}${value}`, description)
    if (settings.hidden || settings.deprecated) this.hideHelp()
  }
}

export interface FlagSettings {
  /** The one-letter name. */
  short?: string
  default?: string | boolean | number | readonly string[]
  /** The value that the flag alone stands for (pflag's NoOptDefVal): `--dry-run` is `--dry-run=unchanged`. */
  bare?: string
  hidden?: boolean
  /** What is said to who still uses it: "--record will be removed in the future". Help does not show it. */
  deprecated?: string
  /** Whole numbers are those of so many bits; 64 where it is not said. */
  bits?: 32
}

export const stringFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('string', name, description, settings)
export const boolFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('bool', name, description, settings)
export const intFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('int', name, description, settings)
export const int32Flag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('int', name, description, { ...settings, bits: 32 })
export const durationFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('duration', name, description, settings)
/** Given several times; a comma is part of a value. */
export const stringArrayFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('stringArray', name, description, settings)
/** Given several times, or with commas. */
export const stringSliceFlag = (name: string, description: string, settings?: FlagSettings): Flag =>
  new Flag('stringSlice', name, description, settings)
