import { expect, test } from 'vitest'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { formatMicroTime, formatTime } from '../../src/apimachinery/time.ts'

test('times as the API writes them', () => {
  const now = fixedClock('2026-11-22T17:00:00.123Z').now()
  expect(formatTime(now)).toBe('2026-11-22T17:00:00Z')
  expect(formatMicroTime(now)).toBe('2026-11-22T17:00:00.123000Z')
})
