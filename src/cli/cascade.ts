import { CommandError } from './errors.ts'
import { type Flag, stringFlag } from './flags/flag.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'

/** What happens to the dependents of a deleted object, in the words of the API's propagationPolicy. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan'

export const cascadeFlag: Flag = stringFlag('cascade', 'What happens to dependents: background, orphan or foreground', {
  default: 'background',
  bare: 'background',
})

/** Reads --cascade. Throws CommandError; kubectl's old values are warned of. */
export function cascadeOf(flags: FlagValues, io: Io): Propagation {
  const value = flags.string('cascade')
  switch (value) {
    case 'background':
      return 'Background'
    case 'foreground':
      return 'Foreground'
    case 'orphan':
      return 'Orphan'
    case 'true':
      io.err('warning: --cascade=true is deprecated (boolean value) and can be replaced with --cascade=background.\n')
      return 'Background'
    case 'false':
      io.err('warning: --cascade=false is deprecated (boolean value) and can be replaced with --cascade=orphan.\n')
      return 'Orphan'
    default:
      throw new CommandError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`)
  }
}
