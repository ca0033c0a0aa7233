import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrowingTable } from '../../../src/cli/events/growing-table.ts'
import { formatTable } from '../../../src/cli/printers/table.ts'

const cell = fc.string({ unit: 'grapheme-ascii', maxLength: 12 })
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 })

test('printed at once it is the table that kubectl prints', () => {
  fc.assert(
    fc.property(rows, lines => {
      expect(new GrowingTable().lines(lines)).toBe(formatTable(lines))
    }),
  )
})

test('columns never get narrower', () => {
  const table = new GrowingTable()
  expect(table.lines([['a', 'b']])).toBe('a     b\n')
  expect(table.lines([['long-cell', 'b']])).toBe('long-cell   b\n')
  expect(table.lines([['a', 'b']])).toBe('a           b\n')
})
