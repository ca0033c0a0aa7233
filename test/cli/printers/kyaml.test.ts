import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { toKyaml } from '../../../src/cli/printers/kyaml.ts'

test('strings are quoted, keys are not, lists of objects begin and end on the lines of their objects', () => {
  const pod = {
    kind: 'Pod',
    spec: { count: 1, args: ['a', 'no'], containers: [{ name: 'x' }, { name: 'y' }], none: [], e: {} },
  }
  expect(toKyaml(pod)).toBe(`---
{
  kind: "Pod",
  spec: {
    args: [
      "a",
      "no",
    ],
    containers: [{
      name: "x",
    }, {
      name: "y",
    }],
    count: 1,
    e: {},
    none: [],
  },
}
`)
})

test('keys are quoted where YAML could take them for something else', () => {
  const keys = [
    'a',
    'app.kubernetes.io/name',
    'no',
    'Yes',
    'n',
    'null',
    '1',
    '0x1f',
    '1e3',
    '1_0',
    '12:30',
    '2020-01-01',
    'a:b',
    '',
    '-a',
    'a-',
    'f:x',
    '1a',
    'é',
    '_',
  ]
  const printed = toKyaml(Object.fromEntries(keys.map(key => [key, null])))
  const bare = [...printed.matchAll(/^ {2}([^" ].*): null,$/gm)].map(match => match[1])
  expect(new Set(bare)).toEqual(new Set(['a', 'app.kubernetes.io/name', '1a', 'é', '_']))
})

test('a text of several lines is folded, one line each, with leading blanks kept', () => {
  expect(toKyaml({ a: 'one\n  two\n\nthree', b: 'x\n' })).toBe(`---
{
  a: "\\
     one\\n\\
    \\  two\\n\\
     \\n\\
     three\\
    ",
  b: "\\
     x\\n\\
    ",
}
`)
})

test('what is printed reads back as the same value', () => {
  // A tab at the beginning of a line comes out as a backslash and a t: that is how kubectl writes it.
  const text = fc
    .oneof(fc.string(), fc.stringMatching(/^[ \n"\\a-c0-9:.-]{0,12}$/))
    .filter(s => !/\n[\t\v\f\r]/.test(s))
  const value = fc.oneof(
    text,
    fc.array(text),
    fc.dictionary(text, fc.oneof(text, fc.integer()), { noNullPrototype: true }),
  )
  fc.assert(
    fc.property(value, v => {
      expect(parse(toKyaml(v), { version: '1.2' })).toEqual(v)
    }),
    { numRuns: 300 },
  )
})
