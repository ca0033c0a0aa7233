import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonText } from '../../src/schema/json-text.ts'

describe('parseJsonText', () => {
  it('finds fields that are there twice', () => {
    const { value, duplicates } = parseJsonText('{"a":1,"b":[{"c":1,"c":2}],"a":{"x":[]}}')
    expect(value).toEqual({ a: { x: [] }, b: [{ c: 2 }] })
    expect(duplicates).toEqual(['duplicate field "b[0].c"', 'duplicate field "a"'])
  })

  it.each([
    ['{"spec":{"replicas":', 'unexpected end of JSON input'],
    ['', 'unexpected end of JSON input'],
    ['spec: x', "invalid character 's' looking for beginning of value"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['{} x', "invalid character 'x' after top-level value"],
    ['trve', "invalid character 'v' in literal true (expecting 'u')"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['"\\q"', "invalid character 'q' in string escape code"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ])('words errors as Go does: %s', (text, message) => {
    expect(() => parseJsonText(text)).toThrow(message)
  })

  it('accepts just what JSON.parse accepts', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(parseJsonText(text).value).toEqual(JSON.parse(text))
      }),
    )
  })
})
