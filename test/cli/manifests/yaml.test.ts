import { expect, test } from 'vitest'
import { YamlError, yamlToJson } from '../../../src/cli/manifests/yaml.ts'

async function messageOf(text: string): Promise<string> {
  try {
    return `no error: ${JSON.stringify(await yamlToJson(text))}`
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    return error.message
  }
}

// What kubectl says of these (`kubectl label --local -f FILE`)
test.each([
  ['kind: A\nb:\n\tc: d\n', 'yaml: line 3: found character that cannot start any token'],
  ['a:\n  b: c\n d: e\n', 'yaml: line 2: did not find expected key'],
  ['a: 1\nb\n  c: d\n', "yaml: line 3: could not find expected ':'"],
  ['a: 1\nb: "c\n', 'yaml: line 3: found unexpected end of stream'],
  ['a: b: c\n', 'yaml: mapping values are not allowed in this context'],
  ['\na: b: c\n', 'yaml: line 2: mapping values are not allowed in this context'],
  ['spec: {type: NodePort', "yaml: line 1: did not find expected ',' or '}'"],
  ['a: [b, c}\n', "yaml: did not find expected ',' or ']'"],
  ['\na: "\\q"\n', 'yaml: line 2: found unknown escape character'],
  ['a: |\n\tb\n', 'yaml: line 2: found a tab character where an indentation space is expected'],
  ['a: \x01\n', 'yaml: control characters are not allowed'],
  ['a: *x\n', "yaml: unknown anchor 'x' referenced"],
  ['a: &x [*x]\n', "yaml: anchor 'x' value contains itself"],
  ['a: !!int x\n', 'yaml: cannot decode !!str `x` as a !!int'],
  ['? [1, 2]\n: 3\n', 'yaml: invalid map key: []interface {}{1, 2}'],
  ['null: x\n', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "x"'],
  ['a: .nan\n', 'json: unsupported value: NaN'],
  ['a: {<<: 5}\n', 'yaml: map merge requires map or sequence of maps as the value'],
  ['%YAML 1.2\n---\n', 'yaml: found incompatible YAML document'],
])('%j is refused', async (text, message) => {
  expect(await messageOf(text)).toBe(message)
})

test('an apostrophe may be escaped, which YAML 1.2 has no more', async () => {
  expect(await yamlToJson(`a: "it\\'s 'x' \\\\' \\"y\\""\nb: ["\\'",'\\']\n`)).toEqual({
    a: `it's 'x' \\' "y"`,
    b: ["'", '\\'],
  })
})

test('scalars are those of YAML 1.1 without base-60 numbers and timestamps', async () => {
  const text =
    '[y, No, on, ~, 0777, 0o17, 0x1F, 0b11, 1_000, 08, 1e3, -0.0, 1e400, 1:30, 2020-01-01, "1", ! "2", !!str 3]\n'
  expect(await yamlToJson(text)).toEqual([
    true,
    false,
    true,
    null,
    511,
    15,
    31,
    3,
    1000,
    8,
    1000,
    0,
    '1e400',
    '1:30',
    '2020-01-01',
    '1',
    '2',
    '3',
  ])
})

test('keys become texts, the last of equal keys counts', async () => {
  expect(await yamlToJson('{1: a, y: b, 1.5: c, 1e7: d, 0x10: e, x: 1, x: 2}\n')).toEqual({
    1: 'a',
    true: 'b',
    '1.5': 'c',
    '1e+07': 'd',
    16: 'e',
    x: 2,
  })
})

test('merge keys override what comes before them', async () => {
  const text = 'base: &b {x: 1, z: 2}\na: {<<: *b, x: 3}\nb: {x: 3, <<: *b}\nc: {<<: [{x: 4}, *b]}\n'
  expect(await yamlToJson(text)).toMatchObject({ a: { x: 3, z: 2 }, b: { x: 1, z: 2 }, c: { x: 4, z: 2 } })
})

test('lines within brackets and quotes may be indented less than their block', async () => {
  expect(await yamlToJson('a:\n  b: [c,\nd\n]\n  e: "f\ng"\n')).toEqual({ a: { b: ['c', 'd'], e: 'f g' } })
})

test('only the first document counts, and what comes after it is not looked at', async () => {
  expect(await yamlToJson('a: 1\n...\nb: [\n')).toEqual({ a: 1 })
  expect(await yamlToJson('{a: 1} [\n')).toEqual({ a: 1 })
  expect(await yamlToJson('# nothing\n')).toBeNull()
})

test('__proto__ is a key like any other', async () => {
  for (const text of ['__proto__: {a: 1}\nb: 2\n', '{"__proto__": {"a": 1}, b: !x 2}\n']) {
    const value = (await yamlToJson(text)) as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['__proto__', 'b'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  }
})

test('documents that grow by their aliases and bottomless ones are refused in time', async () => {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`)}]`)
  expect(await messageOf(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toBe('yaml: document contains excessive aliasing')
  expect(await messageOf('['.repeat(20_000))).toContain('exceeded max depth of 10000')
})
