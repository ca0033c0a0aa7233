import type { Event } from '../api/types.gen.ts'
import { expiresAt, isExpired } from '../events/expiry.ts'
import type { Controller, ControllerContext } from './controller.ts'

const KEY = 'events'
/** When the next look is due (ms since 1970), so that an event need not be a reason to look at all the others. */
const NEXT = '/kubette/event-expiry'

/** Removes events an hour after they last happened, as the API server's --event-ttl does. */
export const eventExpiryController: Controller = {
  name: 'event-expiry',
  manager: 'kube-apiserver',
  watches: {
    events: (change, context) => (change.type === 'ADDED' && !context.getInternal(NEXT) ? [KEY] : []),
  },
  sync(_, context) {
    const planned = context.getInternal<{ at: number }>(NEXT)
    const now = context.clock.now()
    if (planned && planned.at > now.getTime()) return
    const next = planned ? sweep(context, now) : now.getTime() + 3600_000
    context.putInternal(NEXT, next === undefined ? undefined : { at: next })
    if (next !== undefined) context.requeueAt(KEY, new Date(next))
  },
}

/** Removes what has expired; returns when the next event does. */
function sweep(context: ControllerContext, now: Date): number | undefined {
  let next: number | undefined
  for (const event of context.list<Event>('events')) {
    if (isExpired(event, now)) {
      context.delete('events', event.metadata.namespace!, event.metadata.name!)
      continue
    }
    const at = expiresAt(event).getTime()
    if (next === undefined || at < next) next = at
  }
  return next
}
