import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeJson } from '../../../src/server/response/encode.ts'

const text = (body: unknown, pretty = false) => Buffer.concat(encodeJson(body, pretty)).toString()

test('any answer is JSON that says the same, in one line', () => {
  const object = fc.record({
    metadata: fc.record({ name: fc.string({ unit: 'binary' }), uid: fc.string(), resourceVersion: fc.string() }),
    spec: fc.jsonValue(),
  })
  const list = fc.record({
    kind: fc.constant('PodList'),
    metadata: fc.constant({}),
    items: fc.array(fc.oneof(object, fc.record({ metadata: fc.constant({}) }))),
  })
  fc.assert(
    fc.property(fc.oneof(object, list), body => {
      expect(JSON.parse(text(body))).toEqual(JSON.parse(JSON.stringify(body)))
      expect(text(body).indexOf('\n')).toBe(text(body).length - 1)
      expect(JSON.parse(text(body, true))).toEqual(JSON.parse(JSON.stringify(body)))
    }),
  )
})

test('what HTML would read is written as Go does', () => {
  expect(text({ a: '<b>&\u2028' })).toBe('{"a":"\\u003cb\\u003e\\u0026\\u2028"}\n')
})

test('a stored object is written once, alone and in lists', () => {
  const stored = { metadata: { name: 'a', uid: '1', resourceVersion: '2' } }
  const [first] = encodeJson(stored, false)
  expect(encodeJson(stored, false)[0]).toBe(first)
  expect(encodeJson({ kind: 'XList', metadata: {}, items: [stored] }, false)[1]!.buffer).toBe(first!.buffer)
})
