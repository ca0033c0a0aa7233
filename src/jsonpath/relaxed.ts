import { JsonPathError } from './nodes.ts'

const RELAXED = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/

/**
 * A path as custom columns and --sort-by take it: `x.y`, `.x.y`, `{x.y}` and `{.x.y}` all become `{.x.y}`; the empty path stays
 * empty. Throws JsonPathError for anything else.
 */
export function relaxedJsonPath(expression: string): string {
  if (expression === '') return ''
  const match = RELAXED.exec(expression)
  if (!match) {
    throw new JsonPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    )
  }
  return `{.${match[1] ?? match[2]}}`
}
