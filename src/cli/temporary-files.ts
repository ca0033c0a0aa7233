import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a new file in the system's folder for temporary ones, for the user alone, with digits in its name as Go has them. */
export function temporaryFile(prefix: string, suffix: string, content: string): string {
  return fresh(path => writeFileSync(path, content, { flag: 'wx', mode: 0o600 }), prefix, suffix)
}

/** Makes a new folder of that kind. */
export function temporaryFolder(prefix: string): string {
  return fresh(path => mkdirSync(path, { mode: 0o700 }), prefix, '')
}

function fresh(make: (path: string) => void, prefix: string, suffix: string): string {
  for (;;) {
    const path = join(tmpdir(), `${prefix}${randomInt(2 ** 32)}${suffix}`)
    try {
      make(path)
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
