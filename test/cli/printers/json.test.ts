import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCompactJson, toJson } from '../../../src/cli/printers/json.ts'

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

test('an object full of awkward strings, as a real kubectl printed it', () => {
  expect(toJson(JSON.parse(file('recorded.json')))).toBe(file('recorded.json.txt'))
})

test('keys are sorted as text; in the given order only where they are no numbers', () => {
  const object = { kind: 'A', apiVersion: 'v1', data: { 9: 'a', 10: 'b', x: 'c' } }
  expect(toCompactJson(object)).toBe('{"apiVersion":"v1","data":{"10":"b","9":"a","x":"c"},"kind":"A"}')
  expect(toCompactJson(object, 'given')).toBe('{"kind":"A","apiVersion":"v1","data":{"10":"b","9":"a","x":"c"}}')
  expect(toJson({ b: [], a: {} }, 'given')).toBe('{\n    "b": [],\n    "a": {}\n}\n')
})

test('HTML and line separators are escaped, a lone surrogate is replaced', () => {
  expect(toCompactJson('<a href="x">&\u2028 \ud800 \\ud800')).toBe(
    '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u2028 \\ufffd \\\\ud800"',
  )
})

test('what is printed is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(JSON.parse(toCompactJson(value))).toEqual(value)
      expect(JSON.parse(toJson(value))).toEqual(value)
    }),
  )
})
