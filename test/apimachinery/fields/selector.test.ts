import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  FieldSelectorError,
  fieldSelectorText,
  matchesFields,
  parseFieldSelector,
} from '../../../src/apimachinery/fields/selector.ts'

test.each([
  ['', ''],
  ['status.phase!=Running,metadata.name=a', 'metadata.name=a,status.phase!=Running'],
  ['a==b,,', 'a=b'],
  ['a=', 'a='],
  ['a=x\\,y\\=z\\\\', 'a=x\\,y\\=z\\\\'],
  ['=b', '=b'],
])('%j is %j', (text, canonical) => {
  expect(fieldSelectorText(parseFieldSelector(text))).toBe(canonical)
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

test('matches through a getter', () => {
  const get = (field: string): string => ({ 'metadata.name': 'web', 'spec.nodeName': '' })[field] ?? ''
  const matching = (text: string): boolean => matchesFields(parseFieldSelector(text), get)
  expect(matching('metadata.name=web')).toBe(true)
  expect(matching('metadata.name!=web')).toBe(false)
  expect(matching('spec.nodeName=')).toBe(true)
  expect(matching('metadata.name=web,spec.nodeName!=')).toBe(false)
})

test('any value survives being printed and parsed; nothing else is thrown', () => {
  fc.assert(
    fc.property(fc.string(), value => {
      const selector = [{ field: 'f', operator: '=' as const, value }]
      expect(parseFieldSelector(fieldSelectorText(selector))).toEqual(selector)
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
