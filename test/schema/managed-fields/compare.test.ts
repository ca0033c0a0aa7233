import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { share } from '../../../src/apimachinery/shared.ts'
import { compare } from '../../../src/schema/managed-fields/compare.ts'
import { allOf } from '../../../src/schema/managed-fields/to-field-set.ts'
import { schemaFor } from '../../../src/schema/schema.ts'
import { DEPLOYMENT, deployments } from '../objects.ts'

const type = schemaFor(DEPLOYMENT)!
type Shown = { metadata: object; spec: object }
const copyOf = (object: Shown): Shown => structuredClone(object)
const sharing = (object: Shown): Shown => ({ ...object, metadata: share(object.metadata), spec: share(object.spec) })

describe('compare', () => {
  it('finds the same out about what is shared, the first time and again', () => {
    fc.assert(
      fc.property(deployments, deployments, deployments, (a, b, c) => {
        const [before, other, after] = [a, c, b].map(object => copyOf(object as unknown as Shown))
        const shared = sharing(copyOf(after!))
        for (const was of [before!, other!, before!, sharing(copyOf(before!))]) {
          expect(compare(was, shared, type)).toEqual(compare(was, after, type))
          expect(allOf(shared, type)).toEqual(allOf(after, type))
        }
      }),
    )
  })

  it('knows what was added and removed, whatever its name', () => {
    const before = JSON.parse('{"metadata":{"labels":{"__proto__":"1","a":"1"}}}')
    const after = JSON.parse('{"metadata":{"labels":{"toString":"1","a":"2"}}}')
    expect(compare(before, after, type)).toEqual({
      changed: { 'f:metadata': { 'f:labels': { 'f:toString': {}, 'f:a': {} } } },
      removed: { 'f:metadata': { 'f:labels': { 'f:__proto__': {} } } },
    })
  })
})
