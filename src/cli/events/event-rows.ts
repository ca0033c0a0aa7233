import type { Event } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { tableCell } from '../printers/table.ts'

export const EVENT_HEADINGS: readonly string[] = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']

/** The cells of an event in the table of `kubectl events`. */
export function eventRow(event: Event, now: Date): string[] {
  const { kind = '', name = '' } = event.involvedObject ?? {}
  return [
    lastSeen(event, now),
    tableCell(event.type ?? ''),
    tableCell(event.reason ?? ''),
    `${tableCell(kind)}/${tableCell(name)}`,
    tableCell((event.message ?? '').trim()),
  ]
}

/** `5s`, or `5s (x3 over 10s)` for what happened several times. */
function lastSeen(event: Event, now: Date): string {
  const { series, count = 0 } = event
  const first = translateTimestampSince(event.eventTime ?? event.firstTimestamp, now)
  if (series) return `${translateTimestampSince(series.lastObservedTime, now)} (x${series.count ?? 0} over ${first})`
  return count > 1 ? `${translateTimestampSince(event.lastTimestamp, now)} (x${count} over ${first})` : first
}

/** The time that events are sorted by, as text that sorts as the time does; '' where an event tells none. */
export function eventTime({ series, lastTimestamp, eventTime: time }: Event): string {
  const at = series ? series.lastObservedTime : lastTimestamp || time
  return (at ?? '').replace(/Z$/, '')
}
