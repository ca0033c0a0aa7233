import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../../src/cli/manifests/yaml/parse.ts'
import { readPlainJson } from '../../../src/cli/manifests/yaml/plain-json.ts'

function wholeParser(text: string): unknown {
  try {
    return { value: parseYaml(text) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

const member = fc.oneof(
  fc.constantFrom(
    'a',
    '<<',
    '__proto__',
    'constructor',
    '',
    ' a ',
    'a: b',
    '# c',
    '---',
    '1',
    'yes',
    '~',
    'é',
    '\u2028',
    '😀',
  ),
  fc.string(),
  fc.string({ minLength: 190, maxLength: 1100 }),
)
const scalar = fc.oneof(
  member,
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(null, true, false, -0, 1e21, 1e15, 999999999999999),
)
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(member, tie('tree'))),
}))
const object = fc.dictionary(member, tree)
const layout = fc.constantFrom(undefined, 1, 2, '\t')

describe('readPlainJson', () => {
  it('agrees with the whole parser about all JSON that it reads', () => {
    fc.assert(
      fc.property(
        object,
        layout,
        fc.constantFrom('', '\n', '\n '),
        fc.constantFrom('', '\n', ' # c\n'),
        (value, indent, start, end) => {
          const text = start + JSON.stringify(value, null, indent) + end
          const quick = readPlainJson(text)
          if (quick)
            expect(JSON.stringify({ text, ...quick })).toBe(JSON.stringify({ text, ...(wholeParser(text) as object) }))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('agrees with it about what is nearly JSON', () => {
    const pieces = fc.constantFrom(
      ...'{ } [ ] , : "a" "b" "a":1 1 01 -1 -0 1. 1e3 true nulls \n \n- # x \\ "\\/" "\\u0041" \'a\' &a *a'.split(' '),
      ' ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
        const text = `{${parts.join('')}}\n`
        const quick = readPlainJson(text)
        if (quick)
          expect(JSON.stringify({ text, ...quick })).toBe(JSON.stringify({ text, ...(wholeParser(text) as object) }))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads what programs write', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }], x: null },
    }
    for (const indent of [undefined, 2, 4])
      expect(readPlainJson(`${JSON.stringify(service, null, indent)}\n`)).toEqual({ value: service })
    expect(readPlainJson('{"a":1,"a":2}')).toEqual({ value: { a: 2 } })
    expect(readPlainJson('{"a" :1}')).toBeUndefined()
    expect(readPlainJson('{"a":1.0}')).toBeUndefined()
    expect(readPlainJson('{a: 1}')).toBeUndefined()
  })
})
