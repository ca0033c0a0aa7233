import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { PrinterError } from '../../../src/cli/printers/printer-error.ts'
import { toYaml } from '../../../src/cli/printers/yaml.ts'

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

test('an object full of awkward strings, keys and nestings, as a real kubectl printed it', () => {
  expect(toYaml(JSON.parse(file('recorded.json')))).toBe(file('recorded.yaml.txt'))
})

test('other values than objects', () => {
  expect([null, true, 5, 'a b', 'yes', '', 'a\nb\n', [], {}, ['x', ['y']]].map(toYaml)).toEqual([
    'null\n',
    'true\n',
    '5\n',
    'a b\n',
    '"yes"\n',
    '""\n',
    '|\n  a\n  b\n',
    '[]\n',
    '{}\n',
    '- x\n- - "y"\n',
  ])
})

test('control characters that YAML cannot carry stop the printer', () => {
  expect(() => toYaml({ a: 'x\u007f' })).toThrow(new PrinterError('yaml: control characters are not allowed'))
})

test('a key like __proto__ is a key like others', () => {
  expect(toYaml(JSON.parse('{"__proto__":{"a":1},"constructor":"b"}'))).toBe('__proto__:\n  a: 1\nconstructor: b\n')
})

test('what is printed reads back as the same value', () => {
  // "Next line" folds for kubectl too, and a byte order mark is nothing that a YAML reader has to keep.
  const text = fc
    .oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[ \n:#'"\\|>a-c0-9.-]{0,12}$/))
    .filter(s => !/[\u007f-\u009f\ufeff\ufffe\uffff\u2028\u2029]/.test(s))
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, v => {
      expect(parse(toYaml(v), { uniqueKeys: false })).toEqual(v)
    }),
    { numRuns: 400 },
  )
})
