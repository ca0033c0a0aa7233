import { type BigIntStats, statSync } from 'node:fs'

/**
 * What lies at a path; undefined where nothing does. Throws where that cannot be found out, also when a part of the path is a file:
 * with `throwIfNoEntry: false`, Node 22 and later would take that for nothing.
 */
export function statIfThere(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
