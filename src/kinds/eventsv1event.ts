import type { Event, EventsV1Event } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { fromEventsV1, toEventsV1 } from './event/events-v1.ts'
import { eventRow } from './event/row.ts'
import { validateChangedEvent, validateNewEvent } from './event/validation-v1.ts'
import { kind } from './kind.ts'

/** The same events as those of the core group, as events.k8s.io has them. */
export const eventsV1Event = kind<EventsV1Event>({
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  namespaced: true,
  storagePrefix: 'events',
  validateName: nameIsDNSSubdomain,
  serve: stored => toEventsV1(stored as unknown as Event),
  keptAs: fromEventsV1,
  validate: event => validateNewEvent(fromEventsV1(event)),
  validateUpdate: (event, old) => validateChangedEvent(fromEventsV1(event), fromEventsV1(old)),
  fields: {
    'regarding.kind': event => event.regarding?.kind ?? '',
    'regarding.namespace': event => event.regarding?.namespace ?? '',
    'regarding.name': event => event.regarding?.name ?? '',
    'regarding.uid': event => event.regarding?.uid ?? '',
    'regarding.apiVersion': event => event.regarding?.apiVersion ?? '',
    'regarding.resourceVersion': event => event.regarding?.resourceVersion ?? '',
    'regarding.fieldPath': event => event.regarding?.fieldPath ?? '',
    reason: event => event.reason ?? '',
    reportingController: event => event.reportingController ?? '',
    type: event => event.type ?? '',
  },
  unknownFieldError: 'label',
  allowCreateOnUpdate: true,
  row: (event, now) => eventRow(fromEventsV1(event), now),
})
