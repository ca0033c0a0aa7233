import type { Json } from '../../api/object.ts'

/** A list as Go's %v prints it: `[a b]`. */
export function goList(values: readonly unknown[] | undefined): string {
  return `[${(values ?? []).join(' ')}]`
}

/** A map as Go's %v prints it: `map[a:1 b:2]`. */
export function goMap(values: Record<string, unknown> | undefined): string {
  const entries = Object.keys(values ?? {})
    .sort()
    .map(key => `${key}:${values![key]}`)
  return `map[${entries.join(' ')}]`
}

/**
 * A pointer to a message as its String method prints it: `&SecretReference{Name:a,Namespace:b,}`, or `nil`. `fields` has
 * Go's names of the fields and what they are called in JSON.
 */
export function goPointer(type: string, value: Json | undefined, fields: Record<string, string>): string {
  if (value == null) return 'nil'
  const object = value as { [field: string]: Json }
  const texts = Object.entries(fields).map(([name, field]) => `${name}:${object[field] ?? ''},`)
  return `&${type}{${texts.join('')}}`
}

/** Boolean values as describers write them. */
export function goBool(value: boolean | undefined): string {
  return value ? 'True' : 'False'
}

/** As goBool, for a field that may be unset. */
export function goBoolOrUnset(value: boolean | undefined): string {
  return value === undefined ? '<unset>' : goBool(value)
}
