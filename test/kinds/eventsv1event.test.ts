import { expect, test } from 'vitest'
import type { Event, EventsV1Event } from '../../src/api/types.gen.ts'
import { fromEventsV1, toEventsV1 } from '../../src/kinds/event/events-v1.ts'
import { TimedCluster } from '../controllers/timed-cluster.ts'

const CORE = '/api/v1/namespaces/default/events'
const EVENTS = '/apis/events.k8s.io/v1/namespaces/default/events'
const event = {
  metadata: { name: 'e' },
  action: 'Doing',
  eventTime: '2026-01-01T00:00:00.000000Z',
  note: 'done',
  reason: 'Done',
  regarding: { kind: 'Pod', namespace: 'default', name: 'p' },
  reportingController: 'example.com/me',
  reportingInstance: 'me-1',
  type: 'Normal',
}

test('an event is the same in both groups', async () => {
  using cluster = new TimedCluster()
  const made = (await cluster.send('POST', EVENTS, event)) as EventsV1Event
  expect(made).toMatchObject({ apiVersion: 'events.k8s.io/v1', ...event, deprecatedFirstTimestamp: null })
  const core = await cluster.get<Event>(`${CORE}/e`)
  expect(core).toMatchObject({ apiVersion: 'v1', message: 'done', involvedObject: event.regarding })
  expect(core.reportingComponent).toBe('example.com/me')
  expect(await cluster.get(`${EVENTS}/e`)).toEqual(made)
  expect(toEventsV1(fromEventsV1(made))).toEqual(made)
  expect(await cluster.list(`${EVENTS}`)).toHaveLength(1)
})

test('only its series goes on', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', EVENTS, event)
  const series = { count: 2, lastObservedTime: '2026-01-01T00:00:01.000000Z' }
  await cluster.send('PATCH', `${EVENTS}/e`, { series })
  expect(await cluster.get(`${CORE}/e`)).toMatchObject({ series })
  await expect(cluster.send('PATCH', `${EVENTS}/e`, { note: 'x' })).rejects.toThrow(
    'message: Invalid value: "x": field is immutable',
  )
  await expect(cluster.send('POST', EVENTS, { metadata: { name: 'f' }, deprecatedCount: 3 })).rejects.toThrow(
    'count: Invalid value: "": needs to be unset',
  )
})
