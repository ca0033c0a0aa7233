import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import type { JSONSchemaProps } from '../../../src/api/types.gen.ts'
import { errorText } from '../../../src/apimachinery/validation/field.ts'
import { validateCustomResource } from '../../../src/kinds/customresource/validation.ts'

const embedded = {
  type: 'object',
  'x-kubernetes-embedded-resource': true,
  'x-kubernetes-preserve-unknown-fields': true,
}
const spec: JSONSchemaProps = {
  type: 'object',
  required: ['size'],
  properties: { size: { type: 'integer', maximum: 9 }, list: { type: 'array', items: { type: 'string' } }, embedded },
}
const schema: JSONSchemaProps = { type: 'object', properties: { spec } }
const shirt = (spec: object) => ({ apiVersion: 'a.b/v1', kind: 'Shirt', metadata: { name: 'x' }, spec }) as KubeObject
const errors = (object: KubeObject, old?: KubeObject, by = schema) =>
  validateCustomResource(object, by, old).map(errorText)

test('objects in objects have a version, a kind and right metadata', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 'b' } }, spec: {} }
  expect(errors(shirt({ size: 1, embedded: pod }))).toEqual([])
  expect(errors(shirt({ size: 1, embedded: { apiVersion: 'a/b/c', metadata: { name: 'x/y' } } }))).toEqual([
    'spec.embedded.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
    'spec.embedded.kind: Required value: must not be empty',
    `spec.embedded.metadata.name: Invalid value: "x/y": may not contain '/'`,
  ])
  expect(errors(shirt({ size: 1, embedded: { ...pod, metadata: { labels: 5 } } }))).toHaveLength(1)
})

test('an update may leave what was wrong before', () => {
  const old = shirt({ size: 10, list: [1] })
  expect(errors(shirt({ size: 10, list: [1], embedded: { apiVersion: 'v1', kind: 'Pod' } }), old)).toEqual([])
  expect(errors(shirt({ size: 11, list: [1] }), old)).toHaveLength(1)
  expect(errors(shirt({ size: 10, list: [1, 'b'] }), old)).toHaveLength(1)
  expect(errors(shirt({}), shirt({}))).toEqual([])
  expect(errors(shirt({ list: ['x'] }), shirt({}))).toEqual(['spec.size: Required value'])
})

test('rules are not looked at in what the schema refuses', () => {
  const ruled = {
    ...schema,
    properties: { spec: { ...spec, 'x-kubernetes-validations': [{ rule: 'self.size > 0' }] } },
  }
  expect(errors(shirt({}), undefined, ruled)).toEqual([
    'spec.size: Required value',
    '<nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  ])
  expect(errors(shirt({ size: 10 }), undefined, ruled)).toHaveLength(1)
})
