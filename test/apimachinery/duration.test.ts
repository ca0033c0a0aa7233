import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DurationError,
  formatDuration,
  humanDuration,
  parseDuration,
  translateTimestampSince,
} from '../../src/apimachinery/duration.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('parseDuration', () => {
  test.each([
    ['1h1.5m', HOUR + 90 * SECOND],
    ['1.s', SECOND],
    ['.5s', 500],
    ['-0.5s', -500],
    ['1us', 0.001],
    ['1µs', 0.001],
    ['0', 0],
    ['+0', 0],
    ['8760h', 8760 * HOUR],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each([
    ['oops', 'time: invalid duration "oops"'],
    ['', 'time: invalid duration ""'],
    ['-', 'time: invalid duration "-"'],
    ['.s', 'time: invalid duration ".s"'],
    ['é', 'time: invalid duration "\\xc3\\xa9"'],
    ['9999999999h', 'time: invalid duration "9999999999h"'],
    ['100000000000000000000s', 'time: invalid duration "100000000000000000000s"'],
    ['5', 'time: missing unit in duration "5"'],
    ['5"s', 'time: unknown unit "\\"s" in duration "5\\"s"'],
    ['1h-5m', 'time: unknown unit "h-" in duration "1h-5m"'],
    ['1d', 'time: unknown unit "d" in duration "1d"'],
  ])('%j is refused', (text, message) => {
    expect(() => parseDuration(text)).toThrow(new DurationError(message))
  })

  test('what is printed is parsed again; nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), ms => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+]?([0-9.]{1,25}[hmsun]{0,2}){1,3}$/)), text => {
        try {
          parseDuration(text)
        } catch (error) {
          expect(error).toBeInstanceOf(DurationError)
        }
      }),
    )
  })
})

test.each([
  [0, '0s'],
  [0.0015, '1.5µs'],
  [0.000001, '1ns'],
  [1.5, '1.5ms'],
  [1500, '1.5s'],
  [90 * SECOND, '1m30s'],
  [HOUR, '1h0m0s'],
  [-(25 * HOUR + 1), '-25h0m0.001s'],
])('formatDuration(%d) is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  [-2 * SECOND, '<invalid>'],
  [-SECOND, '0s'],
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [3 * MINUTE + 50 * SECOND, '3m50s'],
  [10 * MINUTE + 5 * SECOND, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR, '3h'],
  [7 * HOUR + 59 * MINUTE, '7h59m'],
  [8 * HOUR + 59 * MINUTE, '8h'],
  [47 * HOUR, '47h'],
  [51 * HOUR, '2d3h'],
  [8 * DAY + 5 * HOUR, '8d'],
  [729 * DAY, '729d'],
  [730 * DAY, '2y'],
  [745 * DAY, '2y15d'],
  [8 * 365 * DAY, '8y'],
])('%d ms for people: %s', (ms, human) => {
  expect(humanDuration(ms)).toBe(human)
})

test('ages', () => {
  const now = new Date('2026-11-22T17:00:00Z')
  expect(translateTimestampSince('2026-11-22T16:55:00Z', now)).toBe('5m')
  expect(translateTimestampSince('', now)).toBe('<unknown>')
  expect(translateTimestampSince(undefined, now)).toBe('<unknown>')
})
