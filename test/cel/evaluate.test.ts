import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CelSyntaxError } from '../../src/cel/errors.ts'
import { evaluateCel } from '../../src/cel/evaluate.ts'
import { parseCel } from '../../src/cel/parse.ts'

const run = (text: string, self: unknown = {}) => evaluateCel(parseCel(text), new Map([['self', self]]))

test.each([
  ['1 + 2 * 3 == 7 && !(2 > 3)', true],
  ['7 / 2', 3],
  ['-7 % 4', -3],
  ["'a' + \"b\" + r'\\d'", 'ab\\d'],
  ["'\\u00e9\\n'", 'é\n'],
  ['[1, 2] + [3]', [1, 2, 3]],
  ["{'a': 1}['a']", 1],
  ["2 in [1, 2] && 'a' in {'a': 1}", true],
  ['true ? 1 : 2', 1],
  ["'héllo'.size() == 5 && size([1]) == 1", true],
  ["'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.contains('b')", true],
  ["'v1.2'.matches('^v[0-9]+\\\\.[0-9]+$')", true],
  ["'a,b'.split(',').join('-')", 'a-b'],
  ['[1, 2, 3].filter(x, x > 1).map(x, x * 2)', [4, 6]],
  ["[1, 1, 2].exists_one(x, x == 2) && [1].all(x, x > 0) && {'k': 1}.exists(k, k == 'k')", true],
])('%s', (text, value) => {
  expect(run(text)).toEqual(value)
})

test('fields: has asks whether one is there, anything else fails', () => {
  expect(run('has(self.a) && !has(self.b)', { a: null })).toBe(true)
  expect(() => run('self.b', {})).toThrow('no such key: b')
  expect(() => run('self.__proto__', {})).toThrow('no such key: __proto__')
})

test('one side of && and || decides, whatever becomes of the other', () => {
  expect(run('self.missing > 1 || true')).toBe(true)
  expect(run('self.missing > 1 && false')).toBe(false)
  expect(() => run('self.missing > 1 && true')).toThrow('no such key')
})

test.each([
  ['[0, 4].exists(x, 4 / x == 1)', true],
  ['[0, 1].all(x, 4 / x > 4)', false],
])('%s: one item decides, whatever becomes of the others', (text, value) => {
  expect(run(text)).toBe(value)
})

test('an item that fails decides where no other does', () => {
  expect(() => run('[0].exists(x, 4 / x == 1)')).toThrow('division by zero')
  expect(() => run('[0, 1].all(x, 4 / x > 0)')).toThrow('division by zero')
})

test.each([
  ["{'a': {}} == {}", false],
  ['[[]] == [[]]', true],
  ['[[], 1] == [1]', false],
  ['self.none == []', false],
  ["[{'a': []}, {}].indexOf({})", 1],
])('%s: what is empty is not absent', (text, value) => {
  expect(run(text, { none: null })).toBe(value)
})

test('nothing but a syntax error comes of any text', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        parseCel(text)
      } catch (error) {
        expect(error).toBeInstanceOf(CelSyntaxError)
      }
    }),
  )
  expect(() => parseCel('('.repeat(5000))).toThrow(CelSyntaxError)
  expect(() => parseCel("'\\U00110000'")).toThrow(CelSyntaxError)
  expect(() => parseCel(`${'1+'.repeat(5000)}1`)).toThrow(CelSyntaxError)
  expect(run(`${'1+'.repeat(2000)}1`)).toBe(2001)
  expect(() => parseCel(`${'-'.repeat(10)}1 1`)).toThrow("mismatched input '1'")
})
