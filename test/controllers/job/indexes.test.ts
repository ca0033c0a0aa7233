import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countIndexes,
  indexesOf,
  indexesText,
  lowestOutside,
  parseIndexes,
  unionOf,
} from '../../../src/controllers/job/indexes.ts'

const COMPLETIONS = 40
const numbers = fc.uniqueArray(fc.nat(COMPLETIONS - 1))

test('sets of indexes are as sets of numbers', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.nat(50), (a, b, limit) => {
      const union = new Set([...a, ...b])
      const indexes = unionOf(indexesOf(a), indexesOf(b))
      expect(countIndexes(indexes)).toBe(union.size)
      const outside = Array.from({ length: COMPLETIONS }, (_, i) => i).filter(i => !union.has(i))
      expect(lowestOutside(indexes, COMPLETIONS, limit)).toEqual(outside.slice(0, limit))
      expect(parseIndexes(indexesText(indexes), COMPLETIONS)).toEqual(indexes)
    }),
  )
})

test.each([
  ['0-2,5', '0-2,5'],
  ['5,3,4', '3-5'],
  ['0-4,2-9', '0-9'],
  ['7-3,8-99,x,1-,-1', '8,9'],
  [undefined, ''],
])('%s names %s of ten', (text, indexes) => {
  expect(indexesText(parseIndexes(text, 10))).toBe(indexes)
})
