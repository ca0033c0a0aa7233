import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indentedJson } from '../../../src/cli/apply/indented-json.ts'

test('is JSON.stringify with two spaces, the white space at the end kept', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = JSON.stringify(value)
      expect(indentedJson(`${text}\n`)).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
    }),
  )
  expect(indentedJson('{"b":1.50,"a":"\\u003c"}')).toBe('{\n  "b": 1.50,\n  "a": "\\u003c"\n}')
  expect(() => indentedJson('{"a":')).toThrow('unexpected end of JSON input')
  expect(() => indentedJson('{x}')).toThrow("invalid character 'x' looking for beginning of object key string")
})
