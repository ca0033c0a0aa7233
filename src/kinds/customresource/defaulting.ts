import type { JSONSchemaProps } from '../../api/types.gen.ts'

type Fields = Record<string, unknown>

/**
 * A value with the defaults of its schema: what is missing, or null where null is not allowed, gets its default; other such nulls go.
 * Shares what does not change. Source: apiextensions' structural defaulting.
 */
export function withDefaults(value: unknown, schema: JSONSchemaProps): unknown {
  if (Array.isArray(value)) return withItems(value, schema.items as JSONSchemaProps | undefined)
  if (typeof value !== 'object' || value === null) return value
  return withFields(value as Fields, schema)
}

function withItems(list: readonly unknown[], items: JSONSchemaProps | undefined): readonly unknown[] {
  if (!items) return list
  const defaulted = list.map(item => withDefaults(item, items))
  return defaulted.some((item, i) => item !== list[i]) ? defaulted : list
}

function withFields(fields: Fields, { properties = {}, additionalProperties }: JSONSchemaProps): Fields {
  let copy: Fields | undefined
  const set = (name: string, value: unknown) => {
    copy ??= { ...fields }
    Object.defineProperty(copy, name, { value, writable: true, enumerable: true, configurable: true })
  }
  for (const name of Object.keys(properties)) {
    const schema = properties[name]!
    const given = Object.hasOwn(fields, name) ? fields[name] : undefined
    const missing = given === undefined || (given === null && !schema.nullable)
    if (missing && schema.default !== undefined) set(name, withDefaults(structuredClone(schema.default), schema))
    else if (given === null && !schema.nullable) {
      copy ??= { ...fields }
      delete copy[name]
    } else if (given !== undefined) {
      const defaulted = withDefaults(given, schema)
      if (defaulted !== given) set(name, defaulted)
    }
  }
  if (typeof additionalProperties !== 'object' || additionalProperties === null) return copy ?? fields
  for (const name of Object.keys(fields)) {
    if (Object.hasOwn(properties, name)) continue
    const defaulted = withDefaults(fields[name], additionalProperties as JSONSchemaProps)
    if (defaulted !== fields[name]) set(name, defaulted)
  }
  return copy ?? fields
}
