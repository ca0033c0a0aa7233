import { CommandError } from './errors.ts'
import { type Flag, stringFlag } from './flags/flag.ts'
import { type FlagValues, parseBool } from './flags/values.ts'
import type { Io } from './io.ts'
import { logPrefix } from './log-prefix.ts'

/** How far a command goes: all the way, only in the client, or in the server but without storing anything. */
export type DryRun = 'none' | 'client' | 'server'

export const dryRunFlag: Flag = stringFlag('dry-run', 'Only show what would happen: none, client or server', {
  default: 'none',
  bare: 'unchanged',
})

/** Reads --dry-run. Throws CommandError; a bare one is the client's and booleans still mean something, with kubectl's log line about it. */
export function dryRunOf(flags: FlagValues, io: Io): DryRun {
  const value = flags.string('dry-run')
  if (value === 'none' || value === 'client' || value === 'server') return value
  if (value === 'unchanged') {
    io.err(`${logPrefix('W')} helpers.go:719] --dry-run is deprecated and can be replaced with --dry-run=client.\n`)
    return 'client'
  }
  const given = parseBool(value)
  if (given !== undefined) {
    const [meant, line] = given ? (['client', 733] as const) : (['none', 736] as const)
    io.err(
      `${logPrefix('W')} helpers.go:${line}] --dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${meant}.\n`,
    )
    return meant
  }
  throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
}

/** The query parameter of a request that must not store anything. */
export function dryRunQuery(dryRun: DryRun): Record<string, string> {
  return dryRun === 'server' ? { dryRun: 'All' } : {}
}

/** What follows an object's name in a sentence: " (dry run)". */
export function dryRunSuffix(dryRun: DryRun): string {
  return dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : ''
}
