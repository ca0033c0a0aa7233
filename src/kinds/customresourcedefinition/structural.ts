import type { JSONSchemaProps } from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { goRegExp } from '../customresource/go-regexp.ts'
import { SchemaValidator } from '../customresource/schema-validator.ts'

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const NO_TYPE = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}
type Level = keyof typeof NO_TYPE

/** The errors of a schema that has to be structural: every value's type is told at its own place. Source: apiextensions' ValidateStructural. */
export function validateStructuralSchema(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  return validateLevel(schema, at, 'root')
}

function validateLevel(schema: JSONSchemaProps, at: FieldPath, level: Level): ErrorList {
  return [
    ...validateOwn(schema, at, level),
    ...validateType(schema, at, level),
    ...validateMembers(schema, at),
    ...['allOf', 'anyOf', 'oneOf'].flatMap(key =>
      (((schema as Record<string, unknown>)[key] as JSONSchemaProps[] | undefined) ?? []).flatMap((s, i) =>
        validateValueValidation(s, at.child(key).index(i)),
      ),
    ),
    ...(schema.not ? validateValueValidation(schema.not, at.child('not')) : []),
    ...validateDefault(schema, at),
  ]
}

function validateType(schema: JSONSchemaProps, at: FieldPath, level: Level): ErrorList {
  const { type, 'x-kubernetes-int-or-string': intOrString, 'x-kubernetes-preserve-unknown-fields': open } = schema
  const where = at.child('type')
  if (type && intOrString) return [forbidden(where, 'must be empty if x-kubernetes-int-or-string is true')]
  if (!type) return intOrString || (open && level !== 'root') ? [] : [required(where, NO_TYPE[level])]
  if (!TYPES.includes(type)) return [notSupported(where, type, TYPES)]
  return level === 'root' && type !== 'object' ? [invalid(where, type, 'must be object at the root')] : []
}

function validateMembers({ properties = {}, items, additionalProperties }: JSONSchemaProps, at: FieldPath): ErrorList {
  const inItems = isSchema(items) ? validateLevel(items, at.child('items'), 'item') : []
  const inProperties = Object.keys(properties)
    .sort()
    .flatMap(name => validateLevel(properties[name]!, at.child('properties').key(name), 'field'))
  const inOthers = isSchema(additionalProperties)
    ? validateLevel(additionalProperties, at.child('additionalProperties'), 'field')
    : []
  return [...inItems, ...inProperties, ...inOthers]
}

function isSchema(value: unknown): value is JSONSchemaProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function validateOwn(schema: JSONSchemaProps, at: FieldPath, level: Level): ErrorList {
  const errors: ErrorList = []
  const listType = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  if (schema.uniqueItems)
    errors.push(
      forbidden(
        at.child('uniqueItems'),
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    )
  if (schema.additionalProperties !== undefined && Object.keys(schema.properties ?? {}).length)
    errors.push(forbidden(at.child('additionalProperties'), 'additionalProperties and properties are mutual exclusive'))
  else if (schema.additionalProperties === false)
    errors.push(forbidden(at.child('additionalProperties'), 'additionalProperties cannot be set to false'))
  if (Array.isArray(schema.items))
    errors.push(forbidden(at.child('items'), 'items must be a schema object and not an array'))
  if (schema.type === 'array' && schema.items === undefined)
    errors.push(required(at.child('items'), 'must be specified'))
  if (schema.pattern && !goRegExp(schema.pattern))
    errors.push(
      invalid(
        at.child('pattern'),
        schema.pattern,
        `must be a valid regular expression, but isn't: error parsing regexp`,
      ),
    )
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType))
    errors.push(notSupported(at.child('x-kubernetes-list-type'), listType, ['atomic', 'set', 'map']))
  if (listType === 'map' && keys.length === 0)
    errors.push(required(at.child('x-kubernetes-list-map-keys'), 'must not be empty if x-kubernetes-list-type is map'))
  if (listType !== 'map' && keys.length)
    errors.push(required(at.child('x-kubernetes-list-type'), 'must be map if x-kubernetes-list-map-keys is non-empty'))
  if (level === 'root' && schema.nullable)
    errors.push(forbidden(at.child('nullable'), 'nullable cannot be true at the root'))
  return errors
}

/** Below allOf and its kin there are only checks: what gives values a shape stands outside. */
function validateValueValidation(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const refuse = (field: string) => errors.push(forbidden(at.child(field), 'must be empty to be structural'))
  if (schema.description) refuse('description')
  if (schema.type) refuse('type')
  if (schema.default !== undefined) refuse('default')
  if (schema.nullable) errors.push(forbidden(at.child('nullable'), 'must be false to be structural'))
  if (schema.additionalProperties !== undefined) refuse('additionalProperties')
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    errors.push(...validateValueValidation(property, at.child('properties').key(name)))
  if (isSchema(schema.items)) errors.push(...validateValueValidation(schema.items, at.child('items')))
  return errors
}

function validateDefault(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  if (schema.default === undefined) return []
  const validator = new SchemaValidator()
  validator.validate(schema.default, schema, 'default')
  return validator.errors.map(error => ({
    ...error,
    field: error.field.replace(/^default/, at.child('default').toString()),
  }))
}
