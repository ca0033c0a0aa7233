import {
  closeSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { SyncAdapter } from 'lowdb'
import { sha256 } from './checksum.ts'
import { StateFileError, systemErrorText } from './errors.ts'
import { syncFolder } from './folder.ts'
import { type JournalRecord, readJournal } from './journal.ts'
import { statIfThere } from './stat-if-there.ts'
import { StateDocument, type StateText } from './state-document.ts'

/** So many bytes at a time are sent to the disk. */
const SYNC_EVERY = 8_388_608

/** How often a state file and its journal are read again that do not belong together, because a server is just writing them. */
const ATTEMPTS = 5

/**
 * lowdb's adapter for the state file. What it writes is there whole or not at all: a temporary file beside it is written and
 * synced, renamed over the old one, and the folder is synced.
 */
export class StateFile implements SyncAdapter<StateText> {
  constructor(readonly path: string) {}

  /** Where a server keeps what it has committed since it last wrote this file. */
  get journalPath(): string {
    return `${this.path}.journal`
  }

  /** The document with what its journal adds, or null where there is no file yet. Throws StateFileError. */
  read(): StateDocument | null {
    for (let attempt = 1; ; attempt++) {
      const bytes = this.readBytes()
      if (bytes === null) return null
      const document = StateDocument.parse(bytes, this.path)
      const journal = readJournal(this.journalPath, () => sha256([bytes]))
      if (journal?.state === 'current') return withRecords(document, journal.records)
      // a journal that was folded into the file, by somebody who then was killed
      if (!journal || journal.resourceVersion <= document.header.resourceVersion) return document
      if (attempt === ATTEMPTS)
        throw new StateFileError(
          `the journal ${this.journalPath} does not continue the state file ${this.path}; restore both from one copy, or move the journal away (what a server wrote since it last wrote the state file is then lost)`,
        )
    }
  }

  private readBytes(): Buffer | null {
    try {
      return readFileSync(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw this.failed('read', error)
    }
  }

  /** Replaces the file; one writer at a time. Throws StateFileError; the old file is then as it was. */
  write(document: StateText): void {
    const temporary = `${this.path}.tmp`
    try {
      // what a writer left that was killed, or whatever else somebody put there
      rmSync(temporary, { force: true })
      const fd = openSync(temporary, 'wx', 0o600)
      try {
        writeText(fd, document)
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      renameSync(temporary, this.path)
      syncFolder(dirname(this.path))
      // what was in it is in the file now
      rmSync(this.journalPath, { force: true })
    } catch (error) {
      removeQuietly(temporary)
      throw this.failed('write', error)
    }
  }

  /** Changes whenever the file is replaced or its journal grows; '' where there is none. Throws StateFileError. */
  version(): string {
    try {
      const file = fileVersion(this.path)
      return file === '' ? '' : file + fileVersion(this.journalPath)
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

/** Writes a text. Most of a long one is on its way to the disk already while the rest is still being made. */
function writeText(fd: number, text: StateText): void {
  let waiting = 0
  text.eachPiece(piece => {
    for (let at = 0; at < piece.length; ) {
      const length = writeSync(fd, piece, at, Math.min(piece.length - at, SYNC_EVERY))
      at += length
      waiting += length
      if (waiting < SYNC_EVERY) continue
      waiting = 0
      // whether this succeeds is seen when all of the file is synced
      fdatasync(fd, () => {})
    }
  })
}

/** The file that a link leads to: it is that file that is replaced, and locked. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function fileVersion(path: string): string {
  const stat = statIfThere(path)
  return stat === undefined ? '' : `${stat.ino}:${stat.mtimeNs}:${stat.size};`
}

function withRecords(document: StateDocument, records: readonly JournalRecord[]): StateDocument {
  const last = records.at(-1)
  if (!last) return document
  const changes = new Map<string, object | null>()
  for (const { objects } of records) for (const [key, value] of Object.entries(objects)) changes.set(key, value)
  return document.with(changes, { ...document.header, resourceVersion: last.resourceVersion, wake: last.wake })
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // it was not made, or has been renamed already
  }
}
