import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { escapeFieldValue } from '../../apimachinery/fields/selector.ts'
import { type Status, StatusError } from '../../apimachinery/status.ts'
import { type ListBody, resourcePath } from '../../client/client.ts'
import { typed } from '../resource/builder.ts'
import type { Session } from '../session.ts'
import { until } from './until.ts'

/** The least time between two watches that the server ends at once, in milliseconds. */
const BREATH = 100

export interface Followed {
  resource: ApiResource
  namespace: string
  name: string
}

/**
 * An object as it is now, and again whenever it has changed, until a moment (milliseconds since 1970); undefined where it is not there. A list
 * and a watch from there on, both by the object's name, as kubectl wait does it. Throws what the server answers.
 */
export async function* follow(
  { resource, namespace, name }: Followed,
  session: Session,
  end: number,
): AsyncGenerator<KubeObject | undefined> {
  const client = await session.client()
  const path = resourcePath(resource, namespace)
  const fieldSelector = `metadata.name=${escapeFieldValue(name)}`
  do {
    const list = (await client.request({ method: 'GET', path, query: { fieldSelector } })).body as ListBody
    const [object] = list.items
    yield object && typed(object, resource)
    const opened = Date.now()
    const { resourceVersion } = list.metadata
    const query = { fieldSelector, ...(resourceVersion ? { resourceVersion } : {}) }
    for await (const event of until(await session.watch({ method: 'GET', path, query }), end)) {
      if (event.type === 'ERROR') throw watchError(event.object)
      if (event.type !== 'BOOKMARK') yield event.type === 'DELETED' ? undefined : event.object
    }
    // the server has ended the watch: what has changed since then is found by asking anew
    const rest = Math.min(BREATH - (Date.now() - opened), end - Date.now())
    if (rest > 0) await session.pause(rest)
    // a timer may go off a millisecond early
  } while (end - Date.now() > 1)
}

/** The Status of an event of type ERROR, as an error. */
export function watchError(object: unknown): StatusError {
  const { code = 500, reason = '', message = '', details } = object as Partial<Status>
  return new StatusError(code, reason, message, details)
}
