import type { Event, ObjectReference } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'

/** The defaults of client-go's event correlator (tools/record/events_cache.go). */
const MAX_SIMILAR = 10
const SIMILAR_SECONDS = 600
const SPAM_BURST = 25
const SPAM_SECONDS_PER_TOKEN = 300
const COMBINED = '(combined from similar events): '

/**
 * What becomes of a new event, given the ones that are there about objects of the same name: it is stored as it is, counts an earlier
 * one up (the result then has that one's name), is combined with similar ones, or is dropped as spam (undefined).
 */
export function correlate(event: Event, others: readonly Event[], clock: Clock): Event | undefined {
  if (others.length === 0) return event
  const now = clock.now().getTime()
  const mine = others.filter(o => sameObject(o.involvedObject, event.involvedObject) && sameSource(o, event))
  const combined = combine(event, mine, now)
  const earlier = mine.find(o => (combined ? isCombined(o) && sameReason(o, event) : sameMessage(o, event)))
  if (spams(mine, now)) return undefined
  const message = combined ? COMBINED + event.message : event.message
  if (!earlier) return combined ? { ...event, message } : event
  return { ...earlier, message, count: (earlier.count ?? 1) + 1, lastTimestamp: event.lastTimestamp }
}

/** Whether there are so many like it, with different messages, that only one is kept for all further ones. */
function combine(event: Event, mine: readonly Event[], now: number): boolean {
  if (mine.length < MAX_SIMILAR - 1 && !mine.some(isCombined)) return false
  const messages = new Set<string | undefined>([event.message])
  for (const other of mine) {
    if (!sameReason(other, event) || now - Date.parse(other.lastTimestamp ?? '') > SIMILAR_SECONDS * 1000) continue
    if (isCombined(other)) return true
    messages.add(other.message)
  }
  return messages.size >= MAX_SIMILAR
}

/** Whether the source has used up the events that it may send about one object: 25 at once, then one in five minutes. */
function spams(mine: readonly Event[], now: number): boolean {
  const sent = mine.reduce((sum, other) => sum + (other.count ?? 1), 0)
  if (sent < SPAM_BURST) return false
  let first = now
  for (const other of mine) first = Math.min(first, Date.parse(other.firstTimestamp ?? '') || now)
  return SPAM_BURST - sent + Math.floor((now - first) / 1000 / SPAM_SECONDS_PER_TOKEN) <= 0
}

const isCombined = (event: Event): boolean => event.message?.startsWith(COMBINED) === true

const sameObject = (a: ObjectReference, b: ObjectReference): boolean =>
  a.uid === b.uid && a.kind === b.kind && a.name === b.name && a.apiVersion === b.apiVersion

const sameSource = (a: Event, b: Event): boolean =>
  a.source?.component === b.source?.component && a.source?.host === b.source?.host

const sameReason = (a: Event, b: Event): boolean => a.type === b.type && a.reason === b.reason

const sameMessage = (a: Event, b: Event): boolean =>
  sameReason(a, b) && a.message === b.message && a.involvedObject.fieldPath === b.involvedObject.fieldPath
