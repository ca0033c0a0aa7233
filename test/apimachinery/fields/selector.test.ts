import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeFieldValue, FieldSelectorError, parseFieldSelector } from '../../../src/apimachinery/fields/selector.ts'

test.each([
  ['', []],
  [
    'status.phase!=Running,metadata.name=a',
    [
      ['metadata.name', '=', 'a'],
      ['status.phase', '!=', 'Running'],
    ],
  ],
  ['a==b,,', [['a', '=', 'b']]],
  ['a=', [['a', '=', '']]],
  ['a=x\\,y\\=z\\\\', [['a', '=', 'x,y=z\\']]],
  ['=b', [['', '=', 'b']]],
])('%j is read, sorted and unescaped', (text, requirements) => {
  expect(parseFieldSelector(text).map(r => [r.field, r.operator, r.value])).toEqual(requirements)
})

test.each([
  ['nonsense', "invalid selector: 'nonsense'; can't understand 'nonsense'"],
  ['a=b,c', "invalid selector: 'a=b,c'; can't understand 'c'"],
  ['a!b', "invalid selector: 'a!b'; can't understand 'a!b'"],
  ['a===b', 'invalid field selector: unescaped character in value: 61'],
  ['a=\\x', 'invalid field selector: invalid escape sequence: \\x'],
  ['a=\\', 'invalid field selector: invalid escape sequence: \\'],
])('%j is refused', (text, message) => {
  expect(() => parseFieldSelector(text)).toThrow(message)
})

test('any value survives being escaped and parsed; nothing else is thrown', () => {
  fc.assert(
    fc.property(fc.string(), value => {
      const selector = parseFieldSelector(`f=${escapeFieldValue(value)}`)
      expect(selector).toEqual([{ field: 'f', operator: '=', value }])
    }),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        parseFieldSelector(text)
      } catch (error) {
        expect(error).toBeInstanceOf(FieldSelectorError)
      }
    }),
  )
})
