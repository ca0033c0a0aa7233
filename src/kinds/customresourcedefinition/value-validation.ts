import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { goRegExp } from '../../apimachinery/go-regexp.ts'
import { type ErrorList, type FieldPath, forbidden, invalid } from '../../apimachinery/validation/field.ts'
import { isSchema } from './schema-node.ts'

/** The one place where types may stand below anyOf: what older generators made of IntOrString. */
const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }]

const SHAPES: readonly [keyof JSONSchemaProps, string][] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
]

/** The errors of a schema's checks: those of combined schemas may not give values a shape. Source: apiextensions' validateValueValidation. */
export function validateValueValidation(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  return validateChecks(schema, at, isIntOrString(schema), isIntOrString(schema.allOf?.[0]))
}

function isIntOrString(schema: JSONSchemaProps | undefined): boolean {
  return schema !== undefined && equal(schema.anyOf, INT_OR_STRING)
}

/** Passes over anyOf, or that of the first of allOf, where it says only that the value is an IntOrString. */
function validateChecks(schema: JSONSchemaProps, at: FieldPath, skipAnyOf = false, skipInAllOf = false): ErrorList {
  const { allOf = [], anyOf = [], oneOf = [], not, pattern } = schema
  const errors: ErrorList = []
  if (!skipAnyOf) anyOf.forEach((s, i) => errors.push(...validateNested(s, at.child('anyOf').index(i))))
  allOf.forEach((s, i) => errors.push(...validateNested(s, at.child('allOf').index(i), skipInAllOf && i === 0)))
  oneOf.forEach((s, i) => errors.push(...validateNested(s, at.child('oneOf').index(i))))
  if (not) errors.push(...validateNested(not, at.child('not')))
  if (pattern && !goRegExp(pattern)) {
    const why = `must be a valid regular expression, but isn't: error parsing regexp`
    errors.push(invalid(at.child('pattern'), pattern, why))
  }
  return errors
}

function validateNested(schema: JSONSchemaProps, at: FieldPath, skipAnyOf = false): ErrorList {
  const { items, properties = {} } = schema
  const errors = validateChecks(schema, at, skipAnyOf)
  if (isSchema(items)) errors.push(...validateNested(items, at.child('items')))
  for (const [name, property] of Object.entries(properties))
    errors.push(...validateNested(property, at.child('properties').key(name)))
  for (const [field, why] of SHAPES) if (isGiven(schema[field])) errors.push(forbidden(at.child(field), why))
  if (Object.hasOwn(properties, 'metadata'))
    errors.push(forbidden(at.child('properties').key('metadata'), 'must not be specified in a nested context'))
  return errors
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)
}
