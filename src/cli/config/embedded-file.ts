import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

/** What a file of a flag holds, in base64. Throws CommandError "could not stat …" where it cannot be read. */
export function readEmbedded(flag: string, path: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, path)).toString('base64')
  } catch (error) {
    throw new CommandError(`could not stat ${flag} file ${path}: ${goSystemError(error, 'stat', path)}`)
  }
}
