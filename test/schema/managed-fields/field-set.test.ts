import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  difference,
  type FieldSet,
  intersection,
  members,
  parseFieldSet,
  union,
  without,
} from '../../../src/schema/managed-fields/field-set.ts'

/** Sets made of the paths of their members. */
function setOf(paths: readonly string[][]): FieldSet {
  return paths.map(path => path.reduceRight<FieldSet>((below, step) => ({ [step]: below }), {})).reduce(union, {})
}
const textsOf = (set: FieldSet) => [...members(set)].map(path => path.join(' ')).sort()

const path = fc.array(fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:1'), { minLength: 1, maxLength: 3 })
const paths = fc.array(path, { maxLength: 8 })

describe('field sets', () => {
  it('follow the laws of sets', () => {
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        const [left, right] = [setOf(a), setOf(b)]
        const [inLeft, inRight] = [new Set(textsOf(left)), new Set(textsOf(right))]
        expect(inLeft).toEqual(new Set(a.map(p => p.join(' '))))
        expect(textsOf(union(left, right))).toEqual([...new Set([...inLeft, ...inRight])].sort())
        expect(textsOf(difference(left, right))).toEqual([...inLeft].filter(x => !inRight.has(x)).sort())
        expect(textsOf(intersection(left, right))).toEqual([...inLeft].filter(x => inRight.has(x)).sort())
      }),
    )
  })

  it('are left as they are where nothing goes, and lose what is at or below a member of another', () => {
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        const [left, right] = [setOf(a), setOf(b)]
        const goes = (text: string) => b.some(p => text === p.join(' ') || text.startsWith(`${p.join(' ')} `))
        const kept = textsOf(left).filter(text => !goes(text))
        expect(textsOf(without(left, right))).toEqual(kept)
        if (kept.length === textsOf(left).length) expect(without(left, right)).toBe(left)
        if (!textsOf(intersection(left, right)).length) expect(difference(left, right)).toBe(left)
      }),
    )
  })

  it('are only made of what the API server could have written', () => {
    expect(parseFieldSet({ 'f:a': { '.': {}, 'k:{"name":"x"}': {} } })).toBeDefined()
    expect(parseFieldSet({ a: {} })).toBeUndefined()
    expect(parseFieldSet({ 'k:{': {} })).toBeUndefined()
    expect(parseFieldSet(JSON.parse('{"__proto__":{}}'))).toBeUndefined()
  })
})
