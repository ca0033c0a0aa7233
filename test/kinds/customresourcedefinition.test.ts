import { expect, test } from 'vitest'
import type { JSONSchemaProps } from '../../src/api/types.gen.ts'
import { errorText, path } from '../../src/apimachinery/validation/field.ts'
import { validateStructuralSchema } from '../../src/kinds/customresourcedefinition/structural.ts'

const errors = (properties: Record<string, JSONSchemaProps>, more: JSONSchemaProps = {}) =>
  validateStructuralSchema({ type: 'object', properties, ...more }, path('s')).map(errorText)

test('what generators make of IntOrString is structural, nothing like it is', () => {
  const anyOf = [{ type: 'integer' }, { type: 'string' }]
  const port = { anyOf, 'x-kubernetes-int-or-string': true }
  const list = { type: 'object', additionalProperties: { ...port, pattern: '^x$' } }
  expect(
    errors({ port, list, both: { allOf: [{ anyOf }, { pattern: 'x' }], 'x-kubernetes-int-or-string': true } }),
  ).toEqual([])
  expect(errors({ port: { type: 'string', anyOf: [...anyOf].reverse() } })).toEqual([
    's.properties[port].anyOf[0].type: Forbidden: must be empty to be structural',
    's.properties[port].anyOf[1].type: Forbidden: must be empty to be structural',
  ])
})

test('combined schemas check only what is declared', () => {
  const a = { type: 'string' }
  expect(errors({ a }, { oneOf: [{ required: ['a'] }, { properties: { a: { enum: ['x'] } } }] })).toEqual([])
  expect(errors({ a }, { oneOf: [{ properties: { b: { enum: ['x'] } } }] })).toEqual([
    's.properties[b]: Required value: because it is defined in s.oneOf[0].properties[b]',
  ])
})

test('types may be left out where anything goes', () => {
  const open = { 'x-kubernetes-preserve-unknown-fields': true }
  expect(validateStructuralSchema(open, path('s'))).toEqual([])
  expect(errors({ a: open, b: {}, c: { type: 'array' } })).toEqual([
    's.properties[b].type: Required value: must not be empty for specified object fields',
    's.properties[c].items: Required value: must be specified',
  ])
})

test('metadata and embedded resources', () => {
  const metadata = { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } }
  const open = { 'x-kubernetes-preserve-unknown-fields': true }
  const embedded = { type: 'object', 'x-kubernetes-embedded-resource': true }
  expect(errors({ metadata, kind: { type: 'string' }, embedded: { ...embedded, ...open } })).toEqual([])
  expect(errors({ metadata: { type: 'object', properties: { labels: { type: 'object' } } }, embedded })).toEqual([
    's.properties[embedded].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    's.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
  ])
})

test('lists that are maps need keys which their items have', () => {
  const list = (items: { required?: string[] }): JSONSchemaProps => ({
    type: 'array',
    items: { type: 'object', properties: { k: { type: 'string' } }, ...items },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
  })
  expect(errors({ l: list({ required: ['k'] }) })).toEqual([])
  expect(errors({ l: list({}) })).toEqual([
    's.properties[l].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
  ])
})

test('unknown fields can be let through beside known ones, not forbidden', () => {
  const properties = { a: { type: 'string' } }
  expect(errors({ o: { type: 'object', properties, additionalProperties: true } })).toEqual([])
  expect(errors({ o: { type: 'object', additionalProperties: false } })).toEqual([
    's.properties[o].additionalProperties: Forbidden: additionalProperties cannot be set to false',
  ])
})
