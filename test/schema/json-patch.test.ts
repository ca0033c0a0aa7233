import fc from 'fast-check'
import jsonPatch from 'fast-json-patch'
import { describe, expect, it } from 'vitest'
import { applyJsonPatch, jsonPatchStrictErrors } from '../../src/schema/json-patch.ts'

const apply = (document: unknown, ...operations: object[]) => applyJsonPatch(document, operations)
const REFUSED = 'the server rejected our request due to an error in our request'

describe('applyJsonPatch', () => {
  it('carries out operations on maps and lists', () => {
    expect(apply({ a: [1, 2] }, { op: 'add', path: '/a/-', value: 3 }, { op: 'remove', path: '/a/0' })).toEqual({
      a: [2, 3],
    })
    expect(apply({ a: [1, 2] }, { op: 'replace', path: '/a/-1', value: 9 })).toEqual({ a: [1, 9] })
    expect(apply({ 'a/b': { '~': 1 } }, { op: 'move', from: '/a~1b/~0', path: '/c' })).toEqual({ 'a/b': {}, c: 1 })
    expect(
      apply({ a: { x: 1 } }, { op: 'copy', from: '/a', path: '/b' }, { op: 'add', path: '/b/y', value: 2 }),
    ).toEqual({
      a: { x: 1 },
      b: { x: 1, y: 2 },
    })
    expect(apply({ a: {} }, { op: 'replace', path: '/a/missing', value: 1 })).toEqual({ a: { missing: 1 } })
    expect(apply({}, { op: 'test', path: '/missing', value: null })).toEqual({})
  })

  it.each([
    { op: 'test', path: '/a/0', value: 2 },
    { op: 'remove', path: '/b' },
    { op: 'remove', path: '/a/7' },
    { op: 'add', path: '/a/9', value: 1 },
    { op: 'add', path: '/a/x', value: 1 },
    { op: 'replace', path: '/b/c', value: 1 },
    { op: 'burn', path: '/a' },
    { op: 'copy', from: '/a/5', path: '/b' },
  ])('refuses what does not apply: %j', operation => {
    expect(() => apply({ a: [1] }, operation)).toThrow(
      expect.objectContaining({ message: REFUSED, status: expect.objectContaining({ code: 422, reason: 'Invalid' }) }),
    )
  })

  it('refuses what is no patch', () => {
    expect(() => applyJsonPatch({}, { op: 'remove' })).toThrow(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    )
    expect(() => apply({}, { op: 3 })).toThrow(
      'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string',
    )
    expect(jsonPatchStrictErrors([{ op: 'add', path: '/a', vlaue: 1 }])).toEqual([
      'json patch unknown field "[0].vlaue"',
    ])
  })

  it('carries out what another library finds to be the difference, without touching the original', () => {
    const documents = fc.dictionary(fc.constantFrom('a', 'b/c', '~'), fc.jsonValue({ maxDepth: 3 }))
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        const [from, to] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))]
        const text = JSON.stringify(from)
        expect(applyJsonPatch(from, jsonPatch.compare(from, to))).toEqual(to)
        expect(JSON.stringify(from)).toBe(text)
      }),
    )
  })
})
