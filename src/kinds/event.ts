import type { Event } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { eventRow } from './event/row.ts'
import { validateEvent } from './event/validation.ts'
import { kind } from './kind.ts'

/** Events of the core group. */
export const event = kind<Event>({
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  namespaced: true,
  storagePrefix: 'events',
  validateName: nameIsDNSSubdomain,
  setDefaults: fillEvent,
  validate: event => validateEvent(event),
  validateUpdate: event => validateEvent(event),
  fields: {
    'involvedObject.kind': event => event.involvedObject?.kind ?? '',
    'involvedObject.namespace': event => event.involvedObject?.namespace ?? '',
    'involvedObject.name': event => event.involvedObject?.name ?? '',
    'involvedObject.uid': event => event.involvedObject?.uid ?? '',
    'involvedObject.apiVersion': event => event.involvedObject?.apiVersion ?? '',
    'involvedObject.resourceVersion': event => event.involvedObject?.resourceVersion ?? '',
    'involvedObject.fieldPath': event => event.involvedObject?.fieldPath ?? '',
    reason: event => event.reason ?? '',
    reportingComponent: event => event.reportingComponent ?? '',
    source: event => event.source?.component || event.reportingComponent || '',
    type: event => event.type ?? '',
  },
  unknownFieldError: 'label',
  allowCreateOnUpdate: true,
  row: eventRow,
})

/** The API always answers with these fields: they are Go structs and strings without omitempty. */
function fillEvent(event: Event): void {
  event.source ??= {}
  event.reportingComponent ??= ''
  event.reportingInstance ??= ''
  const times = event as { eventTime?: string | null; firstTimestamp?: string | null; lastTimestamp?: string | null }
  times.eventTime ??= null
  times.firstTimestamp ??= null
  times.lastTimestamp ??= null
}
