import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/jsonpath/evaluate.ts'
import { JsonPathError } from '../../src/jsonpath/nodes.ts'
import { parseJsonPath } from '../../src/jsonpath/parser.ts'
import { relaxedJsonPath } from '../../src/jsonpath/relaxed.ts'

const find = (path: string, data: unknown) => evaluate(parseJsonPath(path), data, { allowMissingKeys: true })

describe('evaluate', () => {
  test('gives one list of results for every part, and the parts of a range once for every value', () => {
    expect(find('x{.a}{.b}', { a: 1 })).toEqual([['x'], [1], []])
    expect(find('{range .l[*]}{.n}{";"}{end}{.z}', { l: [{ n: 1 }, { n: 2 }], z: 3 })).toEqual([
      [1],
      [';'],
      [2],
      [';'],
      [3],
    ])
  })

  test('walks maps in the order of their keys, also in depth', () => {
    expect(find('{.*}', { b: 1, a: 2 })).toEqual([[2, 1]])
    expect(find('{..name}', { z: { name: 1 }, a: [{ name: 2, b: { name: 3 } }], name: 0 })).toEqual([[0, 2, 3, 1]])
  })

  test('sees no properties but an object’s own', () => {
    expect(find('{.constructor}{.__proto__}{.toString}', {})).toEqual([[], [], []])
    expect(find('{.__proto__}', JSON.parse('{"__proto__":1}'))).toEqual([[1]])
  })

  test('goes on after the innermost end that was met where a range is not closed', () => {
    expect(find('{range .l[*]}{range .m[*]}{@}{end}', { l: [{ m: [1, 2] }, { m: [3] }] })).toEqual([[1], [2], [3]])
  })
})

describe('relaxedJsonPath', () => {
  test.each(['x.y', '.x.y', '{x.y}', '{.x.y}'])('%s', path => {
    expect(relaxedJsonPath(path)).toBe('{.x.y}')
  })

  test('keeps the empty path and refuses what is no single path', () => {
    expect(relaxedJsonPath('')).toBe('')
    for (const path of ['{a}{b}', '{a', 'a}', '{}']) expect(() => relaxedJsonPath(path)).toThrow(JsonPathError)
  })
})
