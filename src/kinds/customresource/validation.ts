import type { KubeObject } from '../../api/object.ts'
import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { type ErrorList, type FieldErrorType, invalid } from '../../apimachinery/validation/field.ts'
import { validateEmbeddedResources } from './embedded-resources.ts'
import { validateListTypes } from './list-types.ts'
import { withoutUnchanged } from './ratcheting.ts'
import { validateRules } from './rules.ts'
import { SchemaValidator } from './schema-validator.ts'

const UNCHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation'
/** Errors after which rules, which count on the schema, are not evaluated. */
const BLOCKING = new Set<FieldErrorType>(['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid'])

/** The errors of a custom resource by the schema of its version. An update is not held responsible for what was wrong before. */
export function validateCustomResource(object: KubeObject, schema: JSONSchemaProps, old?: KubeObject): ErrorList {
  const validator = new SchemaValidator()
  validator.validate(object, schema, '')
  const found = [
    ...validator.errors,
    ...validateEmbeddedResources(object, schema),
    ...validateListTypes(object, schema, ''),
  ]
  const errors = old ? withoutUnchanged(found, object, old) : found
  if (!hasRules(schema)) return errors
  if (errors.some(({ type }) => BLOCKING.has(type))) return [...errors, invalid('<nil>', 'null', UNCHECKED)]
  const broken = validateRules(object, schema, old)
  return [...errors, ...(old ? withoutUnchanged(broken, object, old) : broken)]
}

const ruled = new WeakMap<JSONSchemaProps, boolean>()

/** Whether the schema has rules in CEL anywhere; it is looked for once. */
function hasRules(schema: JSONSchemaProps): boolean {
  const known = ruled.get(schema)
  if (known !== undefined) return known
  const found = findRules(schema)
  ruled.set(schema, found)
  return found
}

function findRules(schema: JSONSchemaProps): boolean {
  if (schema['x-kubernetes-validations']?.length) return true
  const { items, properties = {}, additionalProperties } = schema
  return [...Object.values(properties), items, additionalProperties].some(
    inner => typeof inner === 'object' && inner !== null && findRules(inner as JSONSchemaProps),
  )
}
