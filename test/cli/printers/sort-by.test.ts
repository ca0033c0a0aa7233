import { expect, test } from 'vitest'
import { sortObjects, sortTableRows, UnsortableError } from '../../../src/cli/printers/sort-by.ts'

const by = (values: unknown[], path = 'v') =>
  sortObjects(
    values.map(v => (v === undefined ? {} : { v })),
    path,
  ).map(o => o.v)

test('strings sort by their characters, quantities and numbers by value', () => {
  expect(by(['web-2', 'web-10', 'api'])).toEqual(['api', 'web-10', 'web-2'])
  expect(by(['10.96.0.9', '10.96.0.10', 'None'])).toEqual(['10.96.0.10', '10.96.0.9', 'None'])
  expect(by(['2Gi', '500m', '1', '10Mi', '1Ki'])).toEqual(['500m', '1', '1Ki', '10Mi', '2Gi'])
  expect(by([443, 8080, 80])).toEqual([80, 443, 8080])
})

test('objects without the field come first, null before values', () => {
  expect(by(['b', undefined, 'a'])).toEqual([undefined, 'a', 'b'])
  expect(by([2, null, 1])).toEqual([null, 1, 2])
})

test('no object has the field, or the path is wrong', () => {
  expect(() => by(['a'], '.spec.nope')).toThrow(
    `couldn't find any field with path "{.spec.nope}" in the list of objects`,
  )
  expect(() => by(['a'], '.spec.ports[')).toThrow('unterminated array')
  expect(() => by(['a'], '{a}{b}')).toThrow('unexpected path string')
  expect(by([], '.nope')).toEqual([])
})

test('values without an order', () => {
  const sort = (values: unknown[]) => () =>
    sortTableRows(
      values.map(v => ({ object: { v } })),
      '.v',
    )
  expect(sort([{ a: 1 }, { a: 2 }])).toThrow(UnsortableError)
  expect(sort([{ a: 1 }, { a: 2 }])).toThrow(
    'Field {.v} in [][][]reflect.Value is an unsortable type: interface, err: unsortable type: map[string]interface {}',
  )
  expect(sort([1, 'a'])).toThrow('unsortable interface: interface')
  expect(sort([true, false])).toThrow('unsortable type: bool')
  expect(sort([{ a: 1 }])()).toEqual([{ object: { v: { a: 1 } } }])
})

test('the rows of a table sort by the objects behind them', () => {
  const rows = [
    { cells: ['b'], object: { n: 2 } },
    { cells: ['a'], object: { n: 1 } },
  ]
  expect(sortTableRows(rows, '{.n}').map(row => row.cells[0])).toEqual(['a', 'b'])
})
