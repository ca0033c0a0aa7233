import type { KubeObject } from '../../api/object.ts'
import type { JSONSchemaProps } from '../../api/types.gen.ts'
import type { ErrorList } from '../../apimachinery/validation/field.ts'
import { validateListTypes } from './list-types.ts'
import { SchemaValidator } from './schema-validator.ts'

/** The errors of a custom resource by the schema of its version. */
export function validateCustomResource(object: KubeObject, schema: JSONSchemaProps, _old?: KubeObject): ErrorList {
  const validator = new SchemaValidator()
  validator.validate(object, schema, '')
  return [...validator.errors, ...validateListTypes(object, schema, '')]
}
