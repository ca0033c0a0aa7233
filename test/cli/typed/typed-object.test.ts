import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import { typedObject } from '../../../src/cli/typed/typed-object.ts'

const pod = (spec: object): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }) as KubeObject

test('fields in the order of the struct, unknown ones dropped, structs that are always there filled in', () => {
  const typed = typedObject(pod({ restartPolicy: 'Never', unknown: 1, containers: [{ image: 'x', name: 'c' }] }))
  expect(JSON.stringify(typed)).toBe(
    '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x","resources":{}}],"restartPolicy":"Never"},"status":{}}',
  )
})

test('kinds that are not built in stay as they are', () => {
  const object = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { b: 1, a: 2 } }
  expect(typedObject(object)).toBe(object)
})

test('the order of the keys that come in makes no difference, and a typed object stays what it is', () => {
  const labels = fc.dictionary(fc.string(), fc.string())
  fc.assert(
    fc.property(labels, fc.string({ minLength: 1 }), fc.boolean(), (nodeSelector, image, tty) => {
      const container = { name: 'c', image, tty }
      const one = typedObject(pod({ containers: [container], nodeSelector }))
      const other = typedObject(
        pod({ nodeSelector, containers: [Object.fromEntries(Object.entries(container).reverse())] }),
      )
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
      expect(JSON.stringify(typedObject(one))).toBe(JSON.stringify(one))
    }),
    { numRuns: 100 },
  )
})
