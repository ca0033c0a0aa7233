import type { Event } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'
import { formatMicroTime, formatTime } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'
import type { EventInput } from '../controllers/controller.ts'
import type { WriteStore } from '../storage/store.ts'
import { correlate } from './correlation.ts'
import { eventName } from './event-name.ts'
import { objectReference } from './object-reference.ts'
import { continueSeries } from './series.ts'

/** What a recorder needs of the state: its objects by key, and the keys of a folder in order. */
export type EventStore = Pick<WriteStore, 'get' | 'keys' | 'put' | 'putOwn'>

/** How many events of one burst a broadcaster's queue holds (client-go's maxQueuedEvents). */
const QUEUE_LENGTH = 1000
/** How many events a kubelet sends in one burst (its eventBurst). */
const KUBELET_BURST = 100
const MAX_NOTE = 1024

/** Turns what controllers have to say into Event objects, as client-go's recorders do. */
export class EventRecorder {
  private readonly sent = new Map<string, number>()
  /** The events about each object that has had one in this burst. */
  private readonly known = new Map<string, Event[]>()

  constructor(
    private readonly environment: { readonly clock: Clock; readonly random: Random },
    private readonly store: EventStore,
  ) {}

  /** To be called when time may have passed: all that is recorded up to the next call happens at once, in one burst. */
  startBurst(): void {
    this.sent.clear()
    this.known.clear()
  }

  /** Records one event; it is dropped where Kubernetes' recorder would drop it. */
  record(input: EventInput): void {
    if (!this.admit(input)) return
    const { clock } = this.environment
    const about = objectReference(input.about, input.fieldPath)
    const namespace = about.namespace || 'default'
    const others = this.eventsAbout(namespace, about.name!)
    const event = this.newEvent(input, about, namespace)
    const result = input.action ? continueSeries(event, others, clock) : correlate(event, others, clock)
    if (!result) return
    const place = others.findIndex(e => e.metadata.name === result.metadata.name)
    if (place < 0) others.push(result)
    else others[place] = result
    const key = `/registry/events/${namespace}/${result.metadata.name}`
    if (result === event) this.store.putOwn(key, event)
    else this.store.put(key, result)
  }

  /** The events about objects of one name: theirs start with it and a dot. */
  private eventsAbout(namespace: string, name: string): Event[] {
    const prefix = `/registry/events/${namespace}/${name}.`
    const known = this.known.get(prefix)
    if (known) return known
    const events = this.store.keys(prefix).map(key => this.store.get(key) as Event)
    this.known.set(prefix, events)
    return events
  }

  private admit(input: EventInput): boolean {
    const source = input.host ? `${input.component} ${input.host}` : input.component
    const count = (this.sent.get(source) ?? 0) + 1
    this.sent.set(source, count)
    return count <= (input.component === 'kubelet' ? KUBELET_BURST : QUEUE_LENGTH)
  }

  private newEvent(input: EventInput, about: Event['involvedObject'], namespace: string): Event {
    const { clock, random } = this.environment
    const now = clock.now()
    const time = formatTime(now)
    const metadata = {
      name: eventName(about.name!, now, random),
      namespace,
      uid: random.uuid(),
      creationTimestamp: time,
      // the store's to set: an object has most room for the fields that it is made with
      resourceVersion: '',
    }
    const { type, reason, message, component, host, action } = input
    if (action)
      return {
        apiVersion: 'v1',
        kind: 'Event',
        metadata,
        involvedObject: about,
        reason,
        message: message.length > MAX_NOTE ? `${message.slice(0, MAX_NOTE - 4)} ...` : message,
        source: {},
        firstTimestamp: null,
        lastTimestamp: null,
        type,
        eventTime: formatMicroTime(now),
        action,
        reportingComponent: component,
        reportingInstance: host ?? `${component}-control-plane`,
      } as unknown as Event
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata,
      involvedObject: about,
      reason,
      message,
      source: sourceOf(component, host),
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: host ?? '',
    } as unknown as Event
  }
}

/** Whose events they are. All of one source share it. */
function sourceOf(component: string, host: string | undefined): Event['source'] {
  const last = sources.get(component)
  if (last && last.host === host) return last
  const source = host ? { component, host } : { component }
  sources.set(component, source)
  return source
}

/** By component, the one that was asked for last. */
const sources = new Map<string, NonNullable<Event['source']>>()
