import { expect, test } from 'vitest'
import { csvFields } from '../../../src/cli/flags/csv.ts'

test('commas separate, quotes keep together', () => {
  expect(csvFields('')).toEqual([])
  expect(csvFields('a,b,')).toEqual(['a', 'b', ''])
  expect(csvFields('"a,b",c')).toEqual(['a,b', 'c'])
  expect(csvFields('"say ""x""",')).toEqual(['say "x"', ''])
})

test('stray quotes are refused with the words of Go', () => {
  expect(() => csvFields('ab"c')).toThrow('parse error on line 1, column 3: bare " in non-quoted field')
  expect(() => csvFields('"ab')).toThrow('parse error on line 1, column 4: extraneous or missing " in quoted-field')
  expect(() => csvFields('"ab"c')).toThrow('parse error on line 1, column 4: extraneous or missing " in quoted-field')
})
