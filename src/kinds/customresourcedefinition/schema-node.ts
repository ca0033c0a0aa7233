import type { JSONSchemaProps } from '../../api/types.gen.ts'

/** Whether a member of a schema is a schema itself: items may be a list, additionalProperties a boolean. */
export function isSchema(value: unknown): value is JSONSchemaProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
