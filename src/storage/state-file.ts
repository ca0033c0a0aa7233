import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { SyncAdapter } from 'lowdb'
import { StateFileError, systemErrorText } from './errors.ts'
import { StateDocument } from './state-document.ts'

/**
 * lowdb's adapter for the state file. What it writes is there whole or not at all: a temporary file beside it is written and
 * synced, renamed over the old one, and the folder is synced.
 */
export class StateFile implements SyncAdapter<StateDocument> {
  constructor(readonly path: string) {}

  /** The document, or null where there is no file yet. Throws StateFileError. */
  read(): StateDocument | null {
    let bytes: Buffer
    try {
      bytes = readFileSync(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw this.failed('read', error)
    }
    return StateDocument.parse(bytes, this.path)
  }

  /** Replaces the file; one writer at a time. Throws StateFileError; the old file is then as it was. */
  write(document: StateDocument): void {
    const temporary = `${this.path}.tmp`
    try {
      // what a writer left that was killed, or whatever else somebody put there
      rmSync(temporary, { force: true })
      const fd = openSync(temporary, 'wx', 0o600)
      try {
        for (const bytes of document.pieces()) for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      renameSync(temporary, this.path)
      syncFolder(dirname(this.path))
    } catch (error) {
      removeQuietly(temporary)
      throw this.failed('write', error)
    }
  }

  /** Changes whenever the file is replaced; '' where there is none. Throws StateFileError. */
  version(): string {
    try {
      const stat = statSync(this.path, { throwIfNoEntry: false, bigint: true })
      return stat === undefined ? '' : `${stat.ino}:${stat.mtimeNs}:${stat.size}`
    } catch (error) {
      throw this.failed('read', error)
    }
  }

  /** Makes the folder that the file lies in. */
  makeFolder(): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 })
    } catch (error) {
      throw this.failed('write', error)
    }
  }

  private failed(what: 'read' | 'write', error: unknown): StateFileError {
    return new StateFileError(`unable to ${what} the state file ${this.path}: ${systemErrorText(error)}`, {
      cause: error,
    })
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // it was not made, or has been renamed already
  }
}

function syncFolder(folder: string): void {
  // Windows can't open folders; there a rename is as durable as it gets
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
