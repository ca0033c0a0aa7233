import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StateFileError, systemErrorText } from '../storage/errors.ts'
import { followLinks } from '../storage/state-file.ts'

/**
 * Writes a file that only its owner may read, whole or not at all, and makes its folder where there is none. A link stays one: what it
 * leads to is replaced. Throws StateFileError.
 */
export function writePrivateFile(path: string, text: string): void {
  const target = followLinks(path)
  const temporary = `${target}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    rmSync(temporary, { force: true })
    const fd = openSync(temporary, 'wx', 0o600)
    try {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new StateFileError(`unable to write ${path}: ${systemErrorText(error)}`, { cause: error })
  }
}
