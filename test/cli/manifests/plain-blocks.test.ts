import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseYaml } from '../../../src/cli/manifests/yaml/parse.ts'
import { readPlainBlocks } from '../../../src/cli/manifests/yaml/plain-blocks.ts'

/** What the whole parser makes of a text; undefined where it refuses it. */
function wholeParser(text: string): { value: unknown } | undefined {
  try {
    return { value: parseYaml(text) }
  } catch {
    return undefined
  }
}

/** The quick reader may give up, but never be wrong. */
function expectAgreement(text: string): boolean {
  const quick = readPlainBlocks(text)
  if (quick) expect(JSON.stringify({ text, ...quick })).toBe(JSON.stringify({ text, ...wholeParser(text) }))
  return quick !== undefined
}

const word = fc.constantFrom(
  ...'a app web-1 v1 apps/v1 nginx:1.25 80 0777 1e3 -1 1.5 yes null ~ on true 0x1F 1_000 2020-01-01 1:30 .5 - -- --flag -x a#b'.split(
    ' ',
  ),
  ...[
    'a b',
    'a #c',
    'a: b',
    'a:',
    ' a',
    'a ',
    '"a"',
    "'a'",
    '"a\\n\\"b"',
    "'it''s'",
    '"x" # c',
    '"x"y',
    '{}',
    '[]',
    '{a: b}',
    '[a, b]',
  ],
  ...[
    '{a: {b: [1, "c d"]}, e: yes}',
    '[a b, c:d]',
    '[a: b]',
    '{a: b} c',
    '{a}',
    '[-]',
    '[a:]',
    '|',
    '|-',
    '|+',
    '>',
    '&a b',
    '*a',
    '!x',
    '?',
    '%',
    '@',
    '',
    ' ',
    '# c',
    '😀',
    'é',
    '\t',
    '<<',
    '__proto__',
    '.inf',
    '...',
  ],
)
const key = fc.constantFrom(
  'a',
  'b',
  'app',
  'name',
  'y',
  'on',
  '1',
  '"q"',
  'x.y/z',
  '__proto__',
  '<<',
  '- a',
  '-',
  '- - a',
  'a b',
  '?',
  '- name',
)
const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', ' ', '   ')
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(indent, key, fc.constantFrom(':', ': ', ': ', ':  '), word).map(p => p.join('')) },
  { weight: 2, arbitrary: fc.tuple(indent, fc.constantFrom('- ', '-', '-   '), word).map(p => p.join('')) },
  { weight: 1, arbitrary: fc.tuple(indent, word).map(p => p.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', '   ', '# c', '    # c', '---', '--- # c') },
)

test('random lines read as the whole parser reads them', () => {
  let quick = 0
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), lines => {
      if (expectAgreement(`${lines.join('\n')}\n`)) quick++
    }),
    { numRuns: 4000 },
  )
  expect(quick).toBeGreaterThan(50)
})

/** Well-formed manifests: nested mappings, lists and scalars, in the layouts people write. */
const scalar = fc.oneof(
  word.filter(w => /^[\w./-]+$/.test(w)),
  fc.integer().map(String),
  fc.constantFrom('"a b"', "'x'", '{}', '[]'),
)
const node: fc.Memo<string[]> = fc.memo(n =>
  n <= 1
    ? scalar.map(s => [s])
    : fc.oneof(
        scalar.map(s => [s]),
        fc
          .array(fc.tuple(fc.constantFrom('a', 'b', 'kind', 'x.y/z'), node(n - 1)), { minLength: 1, maxLength: 4 })
          .map(members =>
            members.flatMap(([k, v]) =>
              v.length === 1 && !/^- |: /.test(v[0]!) ? [`${k}: ${v[0]}`] : [`${k}:`, ...v.map(l => `  ${l}`)],
            ),
          ),
        fc
          .array(node(n - 1), { minLength: 1, maxLength: 3 })
          .map(items => items.flatMap(([first, ...rest]) => [`- ${first}`, ...rest.map(l => `  ${l}`)])),
        fc
          .array(fc.constantFrom('', 'a', '  b: c', '# d', 'e #f'), { minLength: 1, maxLength: 4 })
          .map(text => ['|', ...text.map(l => `  ${l}`)]),
      ),
)

test('well-formed documents read as the whole parser reads them', () => {
  fc.assert(
    fc.property(node(4), lines => {
      expectAgreement(`${lines.join('\n')}\n`)
    }),
    { numRuns: 2000 },
  )
})

test('the manifests of the conformance cases are read quickly', () => {
  const root = [join(import.meta.dirname, '../../../fixtures/conformance'), '/work/shared/conformance/cases'].find(
    existsSync,
  )
  if (!root) return
  let all = 0
  let quick = 0
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.txt')) continue
    for (const [, body] of readFileSync(join(root, file), 'utf8').matchAll(/^%file \S+\.ya?ml\n([\s\S]*?)^%end/gm)) {
      for (const document of body!.split(/^---.*\n/m)) {
        all++
        if (expectAgreement(document)) quick++
      }
    }
  }
  expect(quick / all).toBeGreaterThan(0.9)
})
