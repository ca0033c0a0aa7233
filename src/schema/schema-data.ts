import { readGenerated } from '../api/generated.ts'

/**
 * schema.json as scripts/generate/schema.mjs writes it. A type is lines of "field text"; a field's text is its type
 * (a letter of `SCALARS` in field-text.ts, "[]" or "{}" before that of items or values, or another type's name) and, each after a "|",
 * its attributes: p pointer, z always in the JSON, req required, set, atomic, granular, map= its map keys, key= its
 * merge key, patch= its strategies, enum= its values, default= as JSON, go= its (items') Go type.
 */
export interface SchemaData {
  /** "apps/v1/Deployment" → "Deployment". */
  readonly kinds: Record<string, string>
  /** Go types of those that are not "v1." and their name. */
  readonly goNames: Record<string, string>
  readonly atomic: readonly string[]
  readonly types: Record<string, string>
}

let data: SchemaData | undefined

/** The data of all built-in types, read at the first call. */
export function schemaData(): SchemaData {
  data ??= readGenerated('schema.json') as SchemaData
  return data
}
