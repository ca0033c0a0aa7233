import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSchedule } from '../../src/cron/schedule.ts'
import { loadZone } from '../../src/cron/zone.ts'

const next = (schedule: string, after: string, zone = 'UTC') => {
  const at = parseSchedule(schedule, loadZone(zone)).next(Date.parse(after))
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)
}

test.each([
  ['* * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:01'],
  ['*/15 9-17 * * mon-fri', '2026-01-02T17:45:00Z', '2026-01-05T09:00'],
  ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00'],
  ['0 0 13 * FRI', '2026-01-01T00:00:00Z', '2026-01-02T00:00'],
  ['0 0 31 2 *', '2026-01-01T00:00:00Z', undefined],
  ['@hourly', '2026-01-01T00:00:00Z', '2026-01-01T01:00'],
  ['@every 90m', '2026-01-01T00:00:00Z', '2026-01-01T01:30'],
  ['5/20 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05'],
])('%s after %s', (schedule, after, expected) => {
  expect(next(schedule, after)).toBe(expected)
})

test('clocks that are put forward or back', () => {
  const zone = 'Europe/Berlin'
  expect(next('30 2 * * *', '2026-03-28T02:00:00Z', zone)).toBe('2026-03-30T00:30')
  expect(next('30 2 * * *', '2026-10-24T12:00:00Z', zone)).toBe('2026-10-25T00:30')
  expect(next('30 2 * * *', '2026-10-25T00:30:00Z', zone)).toBe('2026-10-25T01:30')
  expect(next('0 9 * * *', '2026-07-01T12:00:00Z', zone)).toBe('2026-07-02T07:00')
})

test.each([
  ['every day', 'expected exactly 5 fields, found 2: [every day]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['@often', 'unrecognized descriptor: @often'],
  ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
])('%s cannot be read', (schedule, message) => {
  expect(() => parseSchedule(schedule)).toThrow(message)
})

test('zones are those of the database, as it spells them', () => {
  for (const name of ['Europe/Berlin', 'UTC', 'Etc/UTC', 'US/Pacific', 'EST5EDT']) expect(loadZone(name)).toBeDefined()
  for (const name of ['europe/berlin', 'Mars/Phobos', '+01:00', '../etc/passwd', 'utc'])
    expect(loadZone(name)).toBeUndefined()
})

test('the next moment is the first that matches', () => {
  const minute = fc.integer({ min: 0, max: 59 })
  const hour = fc.integer({ min: 0, max: 23 })
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
  const start = fc.integer({ min: 0, max: 366 * 24 * 60 }).map(m => Date.parse('2026-01-01T00:00:00Z') + m * 60_000)
  fc.assert(
    fc.property(minute, hour, zone, start, (m, h, name, at) => {
      const where = loadZone(name)!
      const found = parseSchedule(`${m} ${h} * * *`, where).next(at)!
      const matches = (t: number) => {
        const wall = where.wallTime(t)
        return wall.hour === h && wall.minute === m
      }
      let expected = at + 60_000
      while (!matches(expected)) expected += 60_000
      expect(found).toBe(expected)
    }),
    { numRuns: 20 },
  )
})
