import type { Event } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

/** A row of `kubectl get events`, wide columns included; the rules are those of printEvent. */
export function eventRow(event: Event, now: Date): Cell[] {
  const first = translateTimestampSince(event.firstTimestamp || event.eventTime, now)
  const last = event.series
    ? translateTimestampSince(event.series.lastObservedTime, now)
    : event.lastTimestamp
      ? translateTimestampSince(event.lastTimestamp, now)
      : first
  const about = event.involvedObject ?? {}
  const kind = (about.kind ?? '').toLowerCase()
  const component = event.source?.component || event.reportingComponent || ''
  const host = event.source?.host || event.reportingInstance
  return [
    last,
    event.type ?? '',
    event.reason ?? '',
    about.name ? `${kind}/${about.name}` : kind,
    about.fieldPath ?? '',
    host ? `${component}, ${host}` : component,
    (event.message ?? '').trim(),
    first,
    event.series ? (event.series.count ?? 0) : event.count || 1,
    event.metadata.name ?? '',
  ]
}
