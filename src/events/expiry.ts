import type { Event } from '../api/types.gen.ts'

/** How long the API server keeps an event after it was last written (--event-ttl). */
const TTL_SECONDS = 3600

/** The moment at which an event is gone. */
export function expiresAt(event: Event): Date {
  const times = [event.metadata.creationTimestamp, event.lastTimestamp, event.series?.lastObservedTime]
  const written = Math.max(...times.map(t => (t ? Date.parse(t) || 0 : 0)))
  return new Date(written + TTL_SECONDS * 1000)
}

/** Whether an event's time is over: such events are removed when the state is next opened. */
export function isExpired(event: Event, now: Date): boolean {
  return expiresAt(event).getTime() <= now.getTime()
}
