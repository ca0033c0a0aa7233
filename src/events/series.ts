import type { Event } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'

/** How long after its last event a series is over (client-go's tools/events finishTime). */
const FINISHED_SECONDS = 360

/**
 * The events.k8s.io recorder's way of counting: an event like an earlier one, about the object in the same version, makes a series of
 * that one, whose note stays the first one's. Gives what is to be stored.
 */
export function continueSeries(event: Event, others: readonly Event[], clock: Clock): Event {
  const now = clock.now().getTime()
  const earlier = others.find(o => isIsomorphic(o, event) && now - lastSeen(o) <= FINISHED_SECONDS * 1000)
  if (!earlier) return event
  return { ...earlier, series: { count: (earlier.series?.count ?? 1) + 1, lastObservedTime: event.eventTime } }
}

function isIsomorphic(a: Event, b: Event): boolean {
  return (
    a.action === b.action &&
    a.reason === b.reason &&
    a.type === b.type &&
    a.reportingComponent === b.reportingComponent &&
    a.reportingInstance === b.reportingInstance &&
    a.involvedObject.uid === b.involvedObject.uid &&
    a.involvedObject.kind === b.involvedObject.kind &&
    a.involvedObject.resourceVersion === b.involvedObject.resourceVersion
  )
}

const lastSeen = (event: Event): number => Date.parse(event.series?.lastObservedTime ?? event.eventTime ?? '')
