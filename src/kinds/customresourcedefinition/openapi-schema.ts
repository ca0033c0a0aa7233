import type { JSONSchemaProps } from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { isSchema } from './schema-node.ts'

const LIST_TYPES = ['atomic', 'map', 'set']
const MAP_TYPES = ['atomic', 'granular']
/** JSON schema has them, the API server does not. */
const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const

/** The errors of what a schema may not use anywhere. Source: apiextensions' ValidateCustomResourceDefinitionOpenAPISchema. */
export function validateOpenAPISchema(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const nullable = schema.nullable ? [forbidden(at.child('nullable'), 'nullable cannot be true at the root')] : []
  return [...nullable, ...validateNode(schema, at)]
}

function validateNode(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const { items, properties = {}, additionalProperties, not } = schema
  return [
    ...validateAdditionalProperties(schema, at),
    ...(schema.uniqueItems
      ? [
          forbidden(
            at.child('uniqueItems'),
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...(isSchema(additionalProperties) ? validateNode(additionalProperties, at.child('additionalProperties')) : []),
    ...Object.keys(properties)
      .sort()
      .flatMap(name => validateNode(properties[name]!, at.child('properties').key(name))),
    ...(['allOf', 'oneOf', 'anyOf'] as const).flatMap(field =>
      (schema[field] ?? []).flatMap((s, i) => validateNode(s, at.child(field).index(i))),
    ),
    ...(not ? validateNode(not, at.child('not')) : []),
    ...(isSchema(items) ? validateNode(items, at.child('items')) : []),
    ...UNSUPPORTED.flatMap(field =>
      isGiven((schema as Record<string, unknown>)[field])
        ? [forbidden(at.child(field), `${field} is not supported`)]
        : [],
    ),
    ...(Array.isArray(items) ? [forbidden(at.child('items'), 'items must be a schema object and not an array')] : []),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === false
      ? [invalid(at.child('x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined')]
      : []),
    ...validateMapType(schema, at),
    ...validateListType(schema, at),
  ]
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && !(isSchema(value) && Object.keys(value).length === 0)
}

/** Unknown fields are ignored: a schema cannot forbid them. */
function validateAdditionalProperties({ properties, additionalProperties }: JSONSchemaProps, at: FieldPath): ErrorList {
  const where = at.child('additionalProperties')
  if (additionalProperties === undefined || additionalProperties === true) return []
  if (Object.keys(properties ?? {}).length > 0)
    return [forbidden(where, 'additionalProperties and properties are mutual exclusive')]
  return additionalProperties === false ? [forbidden(where, 'additionalProperties cannot be set to false')] : []
}

function wrongType(schema: JSONSchemaProps, wanted: string, because: string, at: FieldPath): ErrorList {
  const { type = '' } = schema
  const why = `must be ${wanted} if ${because}`
  if (type === wanted) return []
  return [type === '' ? required(at.child('type'), why) : invalid(at.child('type'), type, why)]
}

function validateMapType(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const mapType = schema['x-kubernetes-map-type']
  if (mapType === undefined) return []
  const errors = wrongType(schema, 'object', 'x-kubernetes-map-type is specified', at)
  if (!MAP_TYPES.includes(mapType)) errors.push(notSupported(at.child('x-kubernetes-map-type'), mapType, MAP_TYPES))
  return errors
}

function validateListType(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const listType = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const typeAt = at.child('x-kubernetes-list-type')
  const errors: ErrorList = []
  if (listType !== undefined) {
    errors.push(...wrongType(schema, 'array', 'x-kubernetes-list-type is specified', at))
    if (!LIST_TYPES.includes(listType)) errors.push(notSupported(typeAt, listType, LIST_TYPES))
  }
  if (keys.length > 0) {
    errors.push(...wrongType(schema, 'array', 'x-kubernetes-list-map-keys is non-empty', at))
    const why = 'must be map if x-kubernetes-list-map-keys is non-empty'
    if (listType === undefined) errors.push(required(typeAt, why))
    else if (listType !== 'map') errors.push(invalid(typeAt, listType, why))
  }
  if (listType === 'map') errors.push(...validateListMap(schema, keys, at))
  return errors
}

function validateListMap(schema: JSONSchemaProps, keys: readonly string[], at: FieldPath): ErrorList {
  const keysAt = at.child('x-kubernetes-list-map-keys')
  const itemsAt = at.child('items')
  const errors: ErrorList = []
  if (keys.length === 0) errors.push(required(keysAt, 'must not be empty if x-kubernetes-list-type is map'))
  const { items } = schema as { items?: unknown }
  if (!isSchema(items)) return [...errors, required(itemsAt, 'must have a schema if x-kubernetes-list-type is map')]
  if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map"
    errors.push(invalid(itemsAt.child('type'), items.type ?? '', why))
  }
  keys.forEach((key, i) => {
    const where = itemsAt.child('properties').key(key)
    const property = Object.hasOwn(items.properties ?? {}, key) ? items.properties![key]! : undefined
    if (!property) errors.push(invalid(keysAt.index(i), key, 'must be defined as item property'))
    else if (property.default === undefined && !items.required?.includes(key)) {
      const why = 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property'
      errors.push(required(where.child('default'), why))
    }
  })
  return errors
}
