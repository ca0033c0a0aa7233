import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatTable, tableCell } from '../../../src/cli/printers/table.ts'

test('columns are six wide at least, three blanks apart, and the last one is not padded', () => {
  expect(
    formatTable(
      [
        ['api', '1/1', ''],
        ['web-server', '0/1', 'front'],
      ],
      { header: ['NAME', 'READY', 'TIER'] },
    ),
  ).toBe('NAME         READY   TIER\napi          1/1     \nweb-server   0/1     front\n')
  expect(formatTable([['Pod', 'v1', '30']])).toBe('Pod   v1    30\n')
  expect(formatTable([])).toBe('')
})

test('characters count once each, whatever they are made of', () => {
  expect(
    formatTable([
      ['éé', 'x'],
      ['😀😀😀😀', 'y'],
    ]),
  ).toBe('éé     x\n😀😀😀😀   y\n')
})

test('a column ends where a row has no such cell, and remembers its width', () => {
  expect(formatTable([['long-name', 'b', 'c'], ['x'], ['d', 'e', 'f']])).toBe(
    'long-name   b     c\nx\nd           e     f\n',
  )
})

test('cells are cut at line breaks and cannot steer the terminal', () => {
  expect(['plain', 'a\nb', 'a\rb', '\u001b[1mx', '\u001bx\ny'].map(tableCell)).toEqual([
    'plain',
    'a...',
    'a...',
    '^[[1mx',
    '^[x...',
  ])
})

test('styles get padded text and change no width', () => {
  const style = { header: (text: string) => `<${text}>`, cell: (column: string, text: string) => `${column}(${text})` }
  expect(formatTable([['a', 'b']], { header: ['N', 'M'], style })).toBe('<N     ><M>\nN(a     )M(b)\n')
})

test('every column of every line begins at the same place', () => {
  const cell = fc.stringMatching(/^[a-z0-9/<>-]{0,12}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), rows => {
      const lines = formatTable(rows).split('\n').slice(0, -1)
      const second = Math.max(6, ...rows.map(row => row[0].length + 3))
      const third = second + Math.max(6, ...rows.map(row => row[1].length + 3))
      expect(
        lines.map(line => [line.slice(0, second).trimEnd(), line.slice(second, third).trimEnd(), line.slice(third)]),
      ).toEqual(rows)
    }),
  )
})
