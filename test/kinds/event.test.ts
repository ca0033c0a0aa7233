import { expect, it } from 'vitest'
import type { Event } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { eventRow } from '../../src/kinds/event/row.ts'
import { validateEvent } from '../../src/kinds/event/validation.ts'

const now = new Date('2026-01-01T00:10:00Z')
const event = (fields: Partial<Event>): Event => ({
  metadata: { name: 'web.1', namespace: 'default' },
  involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' },
  ...fields,
})

it('prints counted, single and serial events', () => {
  const counted = event({
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:09:30Z',
    count: 3,
    source: { component: 'kubelet', host: 'worker' },
    type: 'Normal',
    reason: 'Pulled',
    message: ' done\n',
  })
  expect(eventRow(counted, now)).toEqual([
    '30s',
    'Normal',
    'Pulled',
    'pod/web',
    '',
    'kubelet, worker',
    'done',
    '10m',
    3,
    'web.1',
  ])
  const serial = event({
    eventTime: '2026-01-01T00:05:00.000000Z',
    series: { count: 4, lastObservedTime: '2026-01-01T00:09:00.000000Z' },
    reportingComponent: 'default-scheduler',
  })
  expect(eventRow(serial, now)).toEqual(['60s', '', '', 'pod/web', '', 'default-scheduler', '', '5m', 4, 'web.1'])
  expect(eventRow(event({}), now).slice(0, 1)).toEqual(['<unknown>'])
})

it('wants the namespaces to agree, and more of events of the newer kind', () => {
  expect(validateEvent(event({ involvedObject: { kind: 'Pod', namespace: 'other' } })).map(errorText)).toEqual([
    'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
  ])
  const serial = event({ eventTime: '2026-01-01T00:05:00.000000Z', reportingComponent: 'x' })
  expect(validateEvent(serial).map(errorText)).toEqual([
    'reportingInstance: Required value',
    'action: Required value',
    'reason: Required value',
  ])
})

it('counts the bytes of what an event says', () => {
  const said = (message: string, action: string) =>
    validateEvent(
      event({
        eventTime: '2026-01-01T00:05:00.000000Z',
        reportingComponent: 'x',
        reportingInstance: 'x-1',
        reason: 'Tested',
        action,
        message,
      }),
    ).map(errorText)
  expect(said('é'.repeat(512), 'é'.repeat(64))).toEqual([])
  expect(said('é'.repeat(513), 'é'.repeat(65))).toEqual([
    'action: Invalid value: "": can have at most 128 characters',
    'message: Invalid value: "": can have at most 1024 characters',
  ])
})
