import type { Event } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { type ErrorList, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import { validateEvent } from './validation.ts'

const TYPES = ['Normal', 'Warning']
/** In the order of the API server's checks. */
const FIXED = [
  ...(['involvedObject', 'reason', 'message', 'source', 'firstTimestamp', 'lastTimestamp', 'count'] as const),
  ...(['reportingInstance', 'type', 'action', 'related'] as const),
]

/** The errors of an event that is made through events.k8s.io/v1, in the form in which it is kept (ValidateEventCreate). */
export function validateNewEvent(event: Event): ErrorList {
  const errors = [...validateEvent(event, 'v1'), ...validateSeries(event)]
  if (!event.eventTime) errors.push(required('eventTime'))
  if (!TYPES.includes(event.type ?? '')) errors.push(invalid('type', '', `has invalid value: ${event.type ?? ''}`))
  const unset = (field: string, isSet: unknown) => {
    if (isSet) errors.push(invalid(field, '', 'needs to be unset'))
  }
  unset('firstTimestamp', event.firstTimestamp)
  unset('lastTimestamp', event.lastTimestamp)
  unset('count', event.count)
  unset('source', event.source?.component || event.source?.host)
  return errors
}

/** The errors of a change of such an event: its series may go on, the rest stays (ValidateEventUpdate). */
export function validateChangedEvent(event: Event, old: Event): ErrorList {
  return [
    ...validateEvent(event, 'v1'),
    ...(equal(event.series, old.series) ? [] : validateSeries(event)),
    ...FIXED.flatMap(field => validateImmutableField(event[field], old[field], path(field))),
    ...validateImmutableField(event.reportingComponent, old.reportingComponent, path('reportingController')),
    ...validateImmutableField(event.eventTime, old.eventTime, path('eventTime')),
  ]
}

function validateSeries({ series }: Event): ErrorList {
  if (!series) return []
  const errors: ErrorList = []
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', '', 'should be at least 2'))
  if (!series.lastObservedTime) errors.push(required('series.lastObservedTime'))
  return errors
}
