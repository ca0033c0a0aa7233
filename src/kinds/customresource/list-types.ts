import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { duplicate, type ErrorList } from '../../apimachinery/validation/field.ts'

/** The doubles in lists that are sets, or maps by some of their items' fields (x-kubernetes-list-type). */
export function validateListTypes(value: unknown, schema: JSONSchemaProps, at: string): ErrorList {
  if (Array.isArray(value)) {
    const items = schema.items as JSONSchemaProps | undefined
    const inner = items ? value.flatMap((item, i) => validateListTypes(item, items, `${at}[${i}]`)) : []
    return [...doubles(value, schema, at), ...inner]
  }
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, additionalProperties } = schema
  return Object.entries(value).flatMap(([name, member]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
    if (typeof own !== 'object' || own === null) return []
    return validateListTypes(member, own as JSONSchemaProps, at === '' ? name : `${at}.${name}`)
  })
}

function doubles(list: readonly unknown[], schema: JSONSchemaProps, at: string): ErrorList {
  const keyOf = identity(schema)
  if (!keyOf) return []
  const seen: unknown[] = []
  const errors: ErrorList = []
  list.forEach((item, i) => {
    const key = keyOf(item)
    if (seen.some(other => equal(other, key))) errors.push(duplicate(`${at}[${i}]`, key))
    else seen.push(key)
  })
  return errors
}

/** What makes an item the same as another; undefined for lists that may hold anything twice. */
function identity(schema: JSONSchemaProps): ((item: unknown) => unknown) | undefined {
  if (schema['x-kubernetes-list-type'] === 'set') return item => item
  if (schema['x-kubernetes-list-type'] !== 'map') return undefined
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  return item => {
    const fields = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
    return Object.fromEntries([...keys].sort().flatMap(key => (fields[key] === undefined ? [] : [[key, fields[key]]])))
  }
}
