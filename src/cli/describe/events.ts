import type { KubeObject } from '../../api/object.ts'
import type { Event } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { DescribeContext } from './describer.ts'
import { listInChunks } from './list.ts'
import type { PrefixWriter } from './prefix-writer.ts'

const EVENTS = { group: '', version: 'v1', resource: 'events' }

/** What events are looked for by; without a kind, those of every kind. */
export interface EventReference {
  name: string
  namespace: string
  kind?: string
  uid?: string
}

/** The events about an object, as the API server lists them. Throws StatusError. */
export function searchEvents(context: DescribeContext, reference: EventReference): Promise<Event[]> {
  const { name, namespace, kind, uid } = reference
  const terms = [`involvedObject.name=${name}`, `involvedObject.namespace=${namespace}`]
  if (kind) terms.push(`involvedObject.kind=${kind}`)
  if (uid) terms.push(`involvedObject.uid=${uid}`)
  return listInChunks<Event>(context, EVENTS, namespace, { fieldSelector: terms.join(',') })
}

/** What events about an object name. */
export function eventReference({ kind, metadata }: KubeObject): EventReference {
  return { name: metadata.name ?? '', namespace: metadata.namespace ?? '', kind, uid: metadata.uid }
}

/**
 * The events for the end of a description: undefined where they are not wanted, none where they cannot be read, as a
 * description is worth showing without them.
 */
export async function eventsFor(
  context: DescribeContext,
  reference: EventReference,
): Promise<readonly Event[] | undefined> {
  if (!context.showEvents) return undefined
  return searchEvents(context, reference).catch(() => [])
}

/** As eventsFor, about an object itself. */
export function eventsOf(object: KubeObject, context: DescribeContext): Promise<readonly Event[] | undefined> {
  return eventsFor(context, eventReference(object))
}

/** Writes the Events section, the most recent last; nothing where `events` is undefined. */
export function writeEvents(w: PrefixWriter, events: readonly Event[] | undefined, now: Date): void {
  if (!events) return
  if (events.length === 0) {
    w.write(0, 'Events:\t<none>\n')
    return
  }
  w.flush()
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n')
  w.write(1, '----\t------\t----\t----\t-------\n')
  for (const e of [...events].sort((a, b) => lastSeen(a) - lastSeen(b))) {
    const from = e.source?.component || e.reportingComponent || ''
    const message = (e.message ?? '').trim()
    const field = e.involvedObject.fieldPath
    w.write(1, `${e.type ?? ''}\t${e.reason ?? ''}\t${age(e, now)}\t${from}\t${field ? `${field}: ` : ''}${message}\n`)
  }
}

const lastSeen = (e: Event): number => (e.lastTimestamp ? Date.parse(e.lastTimestamp) : Number.NEGATIVE_INFINITY)

/** `5s`, or `5s (x3 over 10s)` for what happened several times. */
function age(e: Event, now: Date): string {
  const first = translateTimestampSince(e.eventTime ?? e.firstTimestamp, now)
  if (e.series)
    return `${translateTimestampSince(e.series.lastObservedTime, now)} (x${e.series.count ?? 0} over ${first})`
  if ((e.count ?? 0) > 1) return `${translateTimestampSince(e.lastTimestamp, now)} (x${e.count} over ${first})`
  return first
}
