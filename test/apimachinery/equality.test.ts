import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equal } from '../../src/apimachinery/equality.ts'

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: undefined, b: null, c: [], d: {}, e: { f: {} } }, {}, true],
  [undefined, {}, true],
  [[], {}, true],
  [[{}], [], false],
  [[1, 2], [2, 1], false],
  [{ a: 0 }, {}, false],
  [{ a: '' }, {}, false],
  ['1', 1, false],
  [JSON.parse('{"__proto__":{"a":1}}'), {}, false],
  [{ toString: 'x' }, {}, false],
])('%j and %j: %s', (a, b, same) => {
  expect(equal(a, b)).toBe(same)
  expect(equal(b, a)).toBe(same)
})

test('a copy is equal, whatever it is a copy of', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(equal(value, JSON.parse(JSON.stringify(value)))).toBe(true)
    }),
  )
})
