import { expect, test } from 'vitest'
import type { Event } from '../../../src/api/types.gen.ts'
import { eventRow, eventTime } from '../../../src/cli/events/event-rows.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const event = (fields: Partial<Event>): Event => ({
  metadata: {},
  involvedObject: { kind: 'Pod', name: 'web' },
  ...fields,
})

test.each<[string, Partial<Event>]>([
  ['10s', { eventTime: '2026-11-22T11:59:50.000000Z' }],
  ['2m', { firstTimestamp: '2026-11-22T11:58:00Z', count: 1 }],
  ['30s (x3 over 2m)', { firstTimestamp: '2026-11-22T11:58:00Z', lastTimestamp: '2026-11-22T11:59:30Z', count: 3 }],
  [
    '5s (x4 over 10s)',
    { eventTime: '2026-11-22T11:59:50.000000Z', series: { count: 4, lastObservedTime: '2026-11-22T11:59:55.000000Z' } },
  ],
  ['<unknown>', {}],
])('LAST SEEN %s', (expected, fields) => {
  expect(eventRow(event(fields), NOW)[0]).toBe(expected)
})

test('cells are trimmed and end at a line break', () => {
  expect(eventRow(event({ type: 'Normal', reason: 'A\nB', message: ' one\ntwo ' }), NOW).slice(1)).toEqual([
    'Normal',
    'A...',
    'Pod/web',
    'one...',
  ])
})

test('events sort by series, last time and event time, to the microsecond', () => {
  const times = [
    event({}),
    event({ lastTimestamp: '2026-11-22T11:59:00Z' }),
    event({ eventTime: '2026-11-22T11:59:00.000001Z' }),
    event({ eventTime: '2026-11-22T11:59:00.000002Z' }),
    event({ lastTimestamp: '2026-11-22T11:00:00Z', series: { lastObservedTime: '2026-11-22T11:59:01.000000Z' } }),
  ].map(eventTime)
  expect([...times].sort()).toEqual(times)
})
