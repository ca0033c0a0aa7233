import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

/** The content of a file. Throws CommandError with Go's words, behind `context` where one is given. */
export function readSourceFile(path: string, io: Io, context = ''): Buffer {
  try {
    return readFileSync(resolve(io.cwd, path))
  } catch (error) {
    // a folder can be opened, but not read
    const call = (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'read' : 'open'
    throw new CommandError(`${context}${goSystemError(error, call, path)}`)
  }
}
