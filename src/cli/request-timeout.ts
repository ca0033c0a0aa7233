import { DurationError, parseDuration } from '../apimachinery/duration.ts'
import { CommandError } from './errors.ts'
import type { FlagValues } from './flags/values.ts'

/** How long --request-timeout lets a single request take, in milliseconds; 0 for ever. It is seconds, or a duration with units. Throws CommandError. */
export function requestTimeout(flags: FlagValues): number {
  const text = flags.string('request-timeout')
  if (/^[+-]?\d+$/.test(text)) return Math.max(0, Number(text)) * 1000
  try {
    return Math.max(0, parseDuration(text))
  } catch (error) {
    if (!(error instanceof DurationError)) throw error
    throw new CommandError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    )
  }
}
