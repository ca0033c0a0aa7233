import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JSONSchemaProps } from '../../../src/api/types.gen.ts'
import { errorText } from '../../../src/apimachinery/validation/field.ts'
import { withDefaults } from '../../../src/kinds/customresource/defaulting.ts'
import { validateListTypes } from '../../../src/kinds/customresource/list-types.ts'
import { SchemaValidator } from '../../../src/kinds/customresource/schema-validator.ts'
import { compareVersions } from '../../../src/kinds/customresource/version-order.ts'

function errors(value: unknown, schema: JSONSchemaProps, at = 'spec.x'): string[] {
  const validator = new SchemaValidator()
  validator.validate(value, schema, at)
  return validator.errors.map(errorText)
}

test('values of other types than the schema says are refused', () => {
  expect(errors('2', { type: 'integer' })).toEqual([
    'spec.x: Invalid value: "string": spec.x in body must be of type integer: "string"',
  ])
  expect(errors(2, { type: 'number' })).toEqual([])
  expect(errors(2.5, { type: 'integer' })[0]).toContain('must be of type integer: "number"')
  expect(errors(null, { type: 'string' })[0]).toContain('"null"')
  expect(errors(null, { type: 'string', nullable: true })).toEqual([])
  expect(errors('1', { 'x-kubernetes-int-or-string': true })).toEqual([])
})

test('values beyond the limits of the schema are refused', () => {
  expect(errors('abc', { type: 'string', maxLength: 2 })).toEqual(['spec.x: Too long: may not be more than 2 bytes'])
  expect(errors('', { type: 'string', minLength: 1 })).toEqual([
    'spec.x: Invalid value: "": spec.x in body should be at least 1 chars long',
  ])
  expect(errors('soon', { type: 'string', pattern: '^\\d+$' })).toEqual([
    `spec.x: Invalid value: "soon": spec.x in body should match '^\\d+$'`,
  ])
  expect(errors('soon', { type: 'string', format: 'date' })[0]).toContain('must be of type date: "soon"')
  expect(errors(1, { type: 'integer', minimum: 1, exclusiveMinimum: true })[0]).toContain('should be greater than 1')
  expect(errors([1], { type: 'array', maxItems: 0, items: {} })).toEqual([
    'spec.x: Too many: 1: must have at most 0 items',
  ])
  expect(errors('c', { type: 'string', enum: ['b', 'a'] })).toEqual([
    'spec.x: Unsupported value: "c": supported values: "b", "a"',
  ])
  expect(errors({}, { type: 'object', required: ['y'] })).toEqual(['spec.x.y: Required value'])
})

test('combined schemas', () => {
  const either = { oneOf: [{ required: ['a'] }, { required: ['b'] }] }
  expect(errors({ a: 1 }, either)).toEqual([])
  expect(errors({ a: 1, b: 1 }, either)).toEqual([
    '<nil>: Invalid value: "": "spec.x" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ])
  expect(errors({}, either)[0]).toContain('Found none valid')
})

test('doubles in sets and maps', () => {
  const set = { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } }
  expect(validateListTypes(['a', 'b', 'a'], set, 'spec.x').map(errorText)).toEqual(['spec.x[2]: Duplicate value: "a"'])
  const map = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
    items: { type: 'object' },
  }
  const doubled = [{ k: 1 }, { k: 1, v: 2 }]
  expect(validateListTypes(doubled, map, 'spec.x').map(errorText)).toEqual(['spec.x[1]: Duplicate value: {"k":1}'])
})

test('defaults fill what is missing and share the rest', () => {
  const schema: JSONSchemaProps = {
    type: 'object',
    properties: {
      a: { type: 'integer', default: 1 },
      b: { type: 'object', default: {}, properties: { c: { type: 'string', default: 'x' } } },
      n: { type: 'string' },
    },
  }
  expect(withDefaults({ n: null }, schema)).toEqual({ a: 1, b: { c: 'x' } })
  fc.assert(
    fc.property(fc.object(), value => {
      const once = withDefaults(value, schema)
      expect(withDefaults(once, schema)).toBe(once)
    }),
  )
})

test('versions are ordered', () => {
  const sorted = ['v10', 'v2', 'v1', 'v11beta2', 'v10beta3', 'v3beta1', 'v12alpha1', 'v11alpha2', 'foo1', 'foo10']
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: 10 }), shuffled => {
      expect([...shuffled].sort(compareVersions)).toEqual(sorted)
    }),
  )
})
