import type { Event, EventsV1Event } from '../../api/types.gen.ts'

const EVENTS_V1 = 'events.k8s.io/v1'

/** Leaves out what is not there. */
function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T
}

/** An event of the core group as events.k8s.io/v1 shows it. */
export function toEventsV1(event: Event): EventsV1Event {
  return present({
    action: event.action,
    apiVersion: EVENTS_V1,
    deprecatedCount: event.count || undefined,
    deprecatedFirstTimestamp: event.firstTimestamp ?? null,
    deprecatedLastTimestamp: event.lastTimestamp ?? null,
    deprecatedSource: event.source ?? {},
    eventTime: event.eventTime ?? null,
    kind: 'Event',
    metadata: event.metadata,
    note: event.message,
    reason: event.reason,
    regarding: event.involvedObject ?? {},
    related: event.related,
    reportingController: event.reportingComponent,
    reportingInstance: event.reportingInstance,
    series: event.series,
    type: event.type,
  }) as EventsV1Event
}

/** The reverse of toEventsV1: events are kept as those of the core group. */
export function fromEventsV1(event: EventsV1Event): Event {
  const kept = present({
    action: event.action,
    apiVersion: 'v1',
    count: event.deprecatedCount,
    eventTime: event.eventTime ?? null,
    firstTimestamp: event.deprecatedFirstTimestamp ?? null,
    involvedObject: event.regarding ?? {},
    kind: 'Event',
    lastTimestamp: event.deprecatedLastTimestamp ?? null,
    message: event.note,
    metadata: event.metadata,
    reason: event.reason,
    related: event.related,
    series: event.series,
    source: event.deprecatedSource ?? {},
    type: event.type,
  })
  const { reportingController = '', reportingInstance = '' } = event
  return { ...kept, reportingComponent: reportingController, reportingInstance } as Event
}
