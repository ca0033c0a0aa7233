import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goSort } from '../../../src/cli/printers/go-sort.ts'

test('sorts whatever comes: random, sorted, reversed, with few different values', () => {
  const numbers = fc.oneof(
    fc.array(fc.integer(), { maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300 }),
    fc.array(fc.integer(), { maxLength: 300 }).map(list => list.sort((a, b) => b - a)),
    fc.array(fc.integer(), { maxLength: 300 }).map(list => list.sort((a, b) => a - b)),
  )
  fc.assert(
    fc.property(numbers, list => {
      const sorted = [...list]
      goSort(sorted, (a, b) => a < b)
      expect(sorted).toEqual([...list].sort((a, b) => a - b))
    }),
  )
})

test('an order that contradicts itself ends too', () => {
  const list = Array.from({ length: 1000 }, (_, i) => i)
  goSort(list, () => true)
  expect(new Set(list).size).toBe(1000)
})
