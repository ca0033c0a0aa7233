import { expect, test } from 'vitest'
import { TestCluster } from './authorization/cluster.ts'

const CORE = '/api/v1/namespaces/default/events'
const EVENTS = '/apis/events.k8s.io/v1/namespaces/default/events'
const NEW = {
  metadata: { name: 'new' },
  eventTime: '2026-01-01T00:00:00.000000Z',
  action: 'Do',
  reason: 'Test',
  note: 'a note',
  type: 'Normal',
  reportingController: 'test-controller',
  reportingInstance: 'test-node',
  regarding: { namespace: 'default', kind: 'Pod', name: 'web' },
}

test('an event is the same object in both groups, with fields of other names', async () => {
  using cluster = new TestCluster()
  expect(await cluster.ask('POST', EVENTS, NEW)).toMatchObject({ apiVersion: 'events.k8s.io/v1', deprecatedSource: {} })
  expect(await cluster.ask('GET', `${CORE}/new`)).toMatchObject({
    apiVersion: 'v1',
    kind: 'Event',
    involvedObject: NEW.regarding,
    message: 'a note',
    reportingComponent: 'test-controller',
    source: {},
    firstTimestamp: null,
  })
  const old = {
    metadata: { name: 'old' },
    involvedObject: { namespace: 'default' },
    source: { component: 'me' },
    count: 2,
  }
  await cluster.ask('POST', CORE, old)
  expect(await cluster.ask('GET', `${EVENTS}/old`)).toMatchObject({
    apiVersion: 'events.k8s.io/v1',
    regarding: { namespace: 'default' },
    deprecatedSource: { component: 'me' },
    deprecatedCount: 2,
    eventTime: null,
  })
  expect(await cluster.ask('DELETE', `${CORE}/new`)).toMatchObject({ status: 'Success' })
  expect(await cluster.ask('GET', `${EVENTS}/new`)).toContain('not found')
})

test('selectors are those of the group', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', EVENTS, NEW)
  const find = async (path: string, fieldSelector: string) => {
    const answer = await cluster.ask('GET', path, undefined, { query: { fieldSelector } })
    return typeof answer === 'string' ? answer : (answer as { items: unknown[] }).items.length
  }
  expect(await find(EVENTS, 'reportingController=test-controller,regarding.name=web')).toBe(1)
  expect(await find(CORE, 'reportingComponent=test-controller,involvedObject.name=web')).toBe(1)
  expect(await find(EVENTS, 'involvedObject.name=web')).toContain('field label not supported: involvedObject.name')
})

test('the newer group is stricter', async () => {
  using cluster = new TestCluster()
  const { eventTime: _, ...without } = NEW
  expect(await cluster.ask('POST', EVENTS, { ...without, type: 'Odd', deprecatedCount: 1 })).toBe(
    'Event.events.k8s.io "new" is invalid: [eventTime: Required value, type: Invalid value: "": has invalid value: Odd, count: Invalid value: "": needs to be unset]',
  )
  await cluster.ask('POST', EVENTS, NEW)
  const series = { count: 2, lastObservedTime: '2026-01-01T00:00:01.000000Z' }
  expect(await cluster.ask('PATCH', `${EVENTS}/new`, { series })).toMatchObject({ series })
  expect(await cluster.ask('PATCH', `${EVENTS}/new`, { reason: 'Other' })).toBe(
    'Event.events.k8s.io "new" is invalid: reason: Invalid value: "Other": field is immutable',
  )
})
