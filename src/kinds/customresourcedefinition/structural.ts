import type { JSONSchemaProps } from '../../api/types.gen.ts'
import {
  type ErrorList,
  errorText,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { SchemaValidator } from '../customresource/schema-validator.ts'
import { validateCompleteness } from './completeness.ts'
import { validateOpenAPISchema } from './openapi-schema.ts'
import { isSchema } from './schema-node.ts'
import { validateValueValidation } from './value-validation.ts'

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const NO_TYPE = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}
type Level = keyof typeof NO_TYPE

/**
 * The errors of a schema: of what is not supported, then of what keeps it from being structural (every value's type is told at its own
 * place), then, in a structural one, of the defaults. Source: apiextensions' validation of schemas and ValidateStructural.
 */
export function validateStructuralSchema(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const structural = [...validateInvariants(schema, at, 'root'), ...validateCompleteness(schema, at)]
  const sorted = structural.map(error => ({ error, text: errorText(error) })).sort((a, b) => (a.text < b.text ? -1 : 1))
  const unsupported = validateOpenAPISchema(schema, at)
  if (sorted.length > 0) return [...unsupported, ...sorted.map(({ error }) => error)]
  return [...unsupported, ...validateDefaults(schema, at)]
}

function validateInvariants(schema: JSONSchemaProps, at: FieldPath, level: Level): ErrorList {
  const { items, properties = {}, additionalProperties } = schema
  const errors: ErrorList = []
  if (schema.type === 'array' && items === undefined) errors.push(required(at.child('items'), 'must be specified'))
  if (isSchema(items)) errors.push(...validateInvariants(items, at.child('items'), 'item'))
  for (const [name, property] of Object.entries(properties))
    errors.push(...validateInvariants(property, at.child('properties').key(name), 'field'))
  if (additionalProperties !== undefined && level === 'root')
    errors.push(forbidden(at.child('additionalProperties'), 'must not be used at the root'))
  if (isSchema(additionalProperties))
    errors.push(...validateInvariants(additionalProperties, at.child('additionalProperties'), 'field'))
  errors.push(
    ...validateExtensions(schema, at),
    ...validateValueValidation(schema, at),
    ...validateType(schema, at, level),
  )
  if (level === 'root' || schema['x-kubernetes-embedded-resource']) errors.push(...validateObjectFields(properties, at))
  return errors
}

function validateExtensions(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  if (!schema['x-kubernetes-int-or-string']) return []
  return (['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const).flatMap(extension =>
    schema[extension]
      ? [invalid(at.child(extension), true, 'must be false if x-kubernetes-int-or-string is true')]
      : [],
  )
}

function validateType(schema: JSONSchemaProps, at: FieldPath, level: Level): ErrorList {
  const { type = '', properties = {}, additionalProperties } = schema
  const intOrString = schema['x-kubernetes-int-or-string']
  const embedded = schema['x-kubernetes-embedded-resource']
  const open = schema['x-kubernetes-preserve-unknown-fields']
  const where = at.child('type')
  const errors: ErrorList = []
  if (embedded && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true'
    errors.push(type === '' ? required(where, why) : invalid(where, type, why))
  } else if (type === '' && !intOrString && !open) errors.push(required(where, NO_TYPE[level]))
  if (embedded && additionalProperties !== undefined) {
    const why = 'must not be used if x-kubernetes-embedded-resource is set'
    errors.push(forbidden(at.child('additionalProperties'), why))
  }
  if (type !== '' && intOrString) errors.push(forbidden(where, 'must be empty if x-kubernetes-int-or-string is true'))
  if (type !== '' && !TYPES.includes(type)) errors.push(notSupported(where, type, TYPES))
  else if (level === 'root' && type !== '' && type !== 'object')
    errors.push(invalid(where, type, 'must be object at the root'))
  if (embedded && !open && Object.keys(properties).length === 0) {
    const why =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields'
    errors.push(required(at.child('properties'), why))
  }
  return errors
}

/** What every object has is told already; a schema may restrict its name, no more. */
function validateObjectFields(properties: Record<string, JSONSchemaProps>, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  for (const name of ['kind', 'apiVersion']) {
    const type = properties[name]?.type ?? ''
    const where = at.child('properties').key(name).child('type')
    if (Object.hasOwn(properties, name) && type !== 'string') errors.push(invalid(where, type, 'must be string'))
  }
  if (!Object.hasOwn(properties, 'metadata')) return errors
  const metadata = properties.metadata!
  const where = at.child('properties').key('metadata')
  if (metadata.type !== 'object') errors.push(invalid(where.child('type'), metadata.type ?? '', 'must be object'))
  const others = Object.keys(metadata.properties ?? {}).filter(name => name !== 'name' && name !== 'generateName')
  if (others.length > 0) {
    const why = 'must not specify anything other than name and generateName, but metadata is implicitly specified'
    errors.push(forbidden(where, why))
  }
  return errors
}

function validateDefaults(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const { items, properties = {}, additionalProperties } = schema
  const own: ErrorList = []
  if (schema.default !== undefined) {
    const validator = new SchemaValidator()
    validator.validate(schema.default, schema, 'default')
    const where = at.child('default').toString()
    own.push(...validator.errors.map(error => ({ ...error, field: error.field.replace(/^default/, where) })))
  }
  return [
    ...own,
    ...(isSchema(items) ? validateDefaults(items, at.child('items')) : []),
    ...Object.entries(properties).flatMap(([name, property]) =>
      validateDefaults(property, at.child('properties').key(name)),
    ),
    ...(isSchema(additionalProperties) ? validateDefaults(additionalProperties, at.child('additionalProperties')) : []),
  ]
}
