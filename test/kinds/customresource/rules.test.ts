import { expect, test } from 'vitest'
import type { JSONSchemaProps } from '../../../src/api/types.gen.ts'
import { errorText } from '../../../src/apimachinery/validation/field.ts'
import { validateRules } from '../../../src/kinds/customresource/rules.ts'

const integer = { type: 'integer' }
const spec = (rules: JSONSchemaProps['x-kubernetes-validations']): JSONSchemaProps => ({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: { min: integer, replicas: integer },
      ...(rules ? { 'x-kubernetes-validations': rules } : {}),
    },
  },
})
const errors = (value: object, schema: JSONSchemaProps, old?: object) =>
  validateRules({ metadata: { name: 'x', labels: {} }, ...value }, schema, old).map(errorText)

test('a rule that does not hold says so in its own words or by itself', () => {
  const rule = 'self.min <= self.replicas'
  const value = { spec: { min: 3, replicas: 2 } }
  expect(errors({ spec: { min: 1, replicas: 2 } }, spec([{ rule }]))).toEqual([])
  expect(errors(value, spec([{ rule }]))).toEqual([`spec: Invalid value: "object": failed rule: ${rule}`])
  expect(errors(value, spec([{ rule, message: 'too few' }]))).toEqual(['spec: Invalid value: "object": too few'])
  const messageExpression = "'only ' + string(self.replicas)"
  expect(errors(value, spec([{ rule, messageExpression, fieldPath: '.replicas' }]))).toEqual([
    'spec.replicas: Invalid value: "object": only 2',
  ])
  expect(errors(value, spec([{ rule, reason: 'FieldValueForbidden' }]))).toEqual([
    `spec: Forbidden: failed rule: ${rule}`,
  ])
  expect(errors({ spec: {} }, spec([{ rule }]))).toEqual([
    `spec: Invalid value: "object": no such key: min evaluating rule: ${rule}`,
  ])
})

test('rules about changes are for changes', () => {
  const schema = spec([{ rule: 'self.replicas >= oldSelf.replicas', message: 'no less' }])
  expect(errors({ spec: { replicas: 1 } }, schema)).toEqual([])
  expect(errors({ spec: { replicas: 1 } }, schema, { spec: { replicas: 2 } })).toEqual([
    'spec: Invalid value: "object": no less',
  ])
})

test('the object itself has a name, nothing else of its metadata', () => {
  const named: JSONSchemaProps = {
    type: 'object',
    'x-kubernetes-validations': [{ rule: "self.metadata.name == 'y'", message: 'not y' }],
  }
  expect(errors({}, named)).toEqual(['<nil>: Invalid value: "object": not y'])
  const labelled = { type: 'object', 'x-kubernetes-validations': [{ rule: 'has(self.metadata.labels)' }] }
  expect(errors({}, labelled)).toHaveLength(1)
})

test('what is not known here is taken as kept', () => {
  expect(errors({ spec: { replicas: 1 } }, spec([{ rule: "quantity('1').isLessThan(self)" }, { rule: '((' }]))).toEqual(
    [],
  )
})
