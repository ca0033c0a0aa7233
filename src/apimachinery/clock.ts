export { formatMicroTime, formatTime } from './time.ts'

/** Where the time comes from, so that tests can fix it. */
export interface Clock {
  now(): Date
}

/** The machine's time. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still. */
export function fixedClock(at: Date | string): Clock {
  const date = new Date(at)
  return { now: () => date }
}
