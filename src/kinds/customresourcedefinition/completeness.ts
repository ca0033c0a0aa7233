import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, required } from '../../apimachinery/validation/field.ts'
import { isSchema } from './schema-node.ts'

const COMBINATIONS = ['allOf', 'anyOf', 'oneOf'] as const

/** The fields that combined schemas check without their being declared outside. Source: apiextensions' validateStructuralCompleteness. */
export function validateCompleteness(schema: JSONSchemaProps, at: FieldPath): ErrorList {
  const { items, properties = {}, additionalProperties } = schema
  return [
    ...combined(schema, schema, at, at),
    ...(isSchema(items) ? validateCompleteness(items, at.child('items')) : []),
    ...Object.entries(properties).flatMap(([name, property]) =>
      validateCompleteness(property, at.child('properties').key(name)),
    ),
    ...(isSchema(additionalProperties)
      ? validateCompleteness(additionalProperties, at.child('additionalProperties'))
      : []),
  ]
}

/** `checks` may name only what `shape` declares. */
function combined(checks: JSONSchemaProps, shape: JSONSchemaProps, at: FieldPath, checksAt: FieldPath): ErrorList {
  const inLists = COMBINATIONS.flatMap(field =>
    (checks[field] ?? []).flatMap((s, i) => nested(s, shape, at, checksAt.child(field).index(i))),
  )
  return [...inLists, ...(checks.not ? nested(checks.not, shape, at, checksAt.child('not')) : [])]
}

function nested(checks: JSONSchemaProps, shape: JSONSchemaProps, at: FieldPath, checksAt: FieldPath): ErrorList {
  const { items, properties = {} } = checks
  const errors = combined(checks, shape, at, checksAt)
  const member = (inner: JSONSchemaProps, declared: unknown, here: FieldPath, innerAt: FieldPath) => {
    if (isSchema(declared)) errors.push(...nested(inner, declared, here, innerAt))
    else errors.push(required(here, `because it is defined in ${innerAt}`))
  }
  if (isSchema(items)) member(items, shape.items, at.child('items'), checksAt.child('items'))
  for (const [name, property] of Object.entries(properties)) {
    const declared = Object.hasOwn(shape.properties ?? {}, name) ? shape.properties![name] : undefined
    member(property, declared, at.child('properties').key(name), checksAt.child('properties').key(name))
  }
  return errors
}
