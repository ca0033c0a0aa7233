import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyMergePatch, createMergePatch, createThreeWayJsonMergePatch } from '../../src/schema/json-merge.ts'

const value = fc.letrec(tie => ({
  node: fc.oneof(
    fc.integer(),
    fc.string(),
    fc.array(fc.integer()),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('node'), { maxKeys: 4 }),
  ),
})).node
const objects = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), value, { noNullPrototype: true })

describe('merge patches', () => {
  it('apply as RFC 7386 says', () => {
    expect(applyMergePatch({ a: { b: 1, c: [1] }, d: 2 }, { a: { b: null, c: [2] }, e: { f: null } })).toEqual({
      a: { c: [2] },
      d: 2,
      e: {},
    })
    expect(applyMergePatch({ a: 1 }, ['x'])).toEqual(['x'])
  })

  it('lead from any object to any other', () => {
    fc.assert(
      fc.property(objects, objects, (a, b) => {
        expect(applyMergePatch(a, createMergePatch(a, b))).toEqual(b)
        expect(createMergePatch(a, a)).toEqual({})
      }),
    )
  })

  it('three-way: delete what was applied and is no longer, keep the rest', () => {
    expect(createThreeWayJsonMergePatch({ a: 1, b: 1 }, { b: 2 }, { a: 1, b: 1, c: 3 })).toEqual({ a: null, b: 2 })
    fc.assert(
      fc.property(objects, o => {
        expect(createThreeWayJsonMergePatch(o, o, o)).toEqual({})
      }),
    )
    expect(() => createThreeWayJsonMergePatch({ b: 1 }, { b: 2 }, { b: 3 }, false)).toThrow()
  })
})
