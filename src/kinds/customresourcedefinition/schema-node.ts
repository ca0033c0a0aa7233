import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { isObject } from '../../schema/json-value.ts'

/** Whether a member of a schema is a schema itself: items may be a list, additionalProperties a boolean. */
export function isSchema(value: unknown): value is JSONSchemaProps {
  return isObject(value)
}
