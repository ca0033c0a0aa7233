import type { KubeObject } from '../../api/object.ts'
import type { SelectableField } from '../../api/types.gen.ts'

/** The field selectors of a definition's selectableFields: simple paths such as ".spec.color" to strings, numbers and booleans. */
export function selectableFields(
  fields: readonly SelectableField[] | undefined,
): Record<string, (object: KubeObject) => string> {
  return Object.fromEntries(
    (fields ?? []).map(({ jsonPath }) => {
      const path = jsonPath.replace(/^\./, '')
      return [path, (object: KubeObject) => fieldText(valueAt(object, path.split('.')))]
    }),
  )
}

/** What is at a path in an object; undefined where there is nothing. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function fieldText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
