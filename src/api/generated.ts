import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Reads one of the data files that scripts/generate.mjs writes, such as "schema.json". They are parsed when first wanted
 * because JSON.parse is several times faster than the same data as JavaScript in the bundle; the build copies them to
 * `generated/` beside its output.
 */
export function readGenerated(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'generated', name), 'utf8'))
}
