import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  write,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { sha256 } from './checksum.ts'
import { StateFileError, systemErrorText } from './errors.ts'
import { syncFolder } from './folder.ts'

/** What one commit adds to the state: values by key (null: removed), and what the document's header says after it. */
export interface JournalRecord {
  resourceVersion: number
  wake: number
  objects: Record<string, object | null>
}

const FORMAT = 1
/** Of the checksum and the space behind it. */
const MARK_LENGTH = 17
const NEWLINE = 10

/**
 * What a server has committed since it last wrote the whole state file: a file beside it that only grows, one record a line, so that
 * a commit costs what it changes and not what the cluster holds. Its first line names the state file that it continues by that
 * file's checksum: a journal that has been folded into a newer file is never applied twice.
 *
 *     {"format":1,"base":"<sha256 of the state file>"}
 *     <checksum> {"resourceVersion":813,"wake":0,"objects":{"/registry/pods/default/web":{…},"/registry/events/…":null}}
 */
export class Journal {
  private fd: number | undefined
  /** How many bytes of the file are whole records. */
  private length = 0
  /** Set while the file may end with part of a record, because it could not be cut off. */
  private torn = false

  constructor(readonly path: string) {}

  /** Bytes of records that are in the file. */
  get size(): number {
    return this.length
  }

  /** Begins anew, as the continuation of the state file with this checksum. Throws StateFileError. */
  start(base: string): void {
    try {
      this.close()
      rmSync(this.path, { force: true })
      this.fd = openSync(this.path, 'wx', 0o600)
      const head = Buffer.from(`${JSON.stringify({ format: FORMAT, base })}\n`)
      writeSync(this.fd, head)
      fdatasyncSync(this.fd)
      syncFolder(dirname(this.path))
      this.length = head.length
      this.torn = false
    } catch (error) {
      throw this.failed('write', error)
    }
  }

  /**
   * Adds records (from `encodeRecord`); they are on disk when the promise is kept. One call at a time. Throws StateFileError; the
   * journal is then as it was before.
   */
  async append(records: Buffer): Promise<void> {
    const fd = this.fd!
    try {
      if (this.torn) this.cut()
      for (let at = 0; at < records.length; ) at += await writeAt(fd, records.subarray(at), this.length + at)
      await synced(fd)
      this.length += records.length
    } catch (error) {
      this.torn = true
      try {
        this.cut()
      } catch {
        // the next append tries again; whoever reads the file drops what is not whole
      }
      throw this.failed('write', error)
    }
  }

  private cut(): void {
    ftruncateSync(this.fd!, this.length)
    fdatasyncSync(this.fd!)
    this.torn = false
  }

  /** Ends with a journal that holds nothing which the state file does not. */
  remove(): void {
    this.close()
    rmSync(this.path, { force: true })
  }

  private close(): void {
    if (this.fd !== undefined) closeSync(this.fd)
    this.fd = undefined
  }

  private failed(what: string, error: unknown): StateFileError {
    return new StateFileError(`unable to ${what} the journal ${this.path}: ${systemErrorText(error)}`, { cause: error })
  }
}

/** A record as it stands in the journal. */
export function encodeRecord(record: JournalRecord): Buffer {
  const text = JSON.stringify(record)
  return Buffer.from(`${markOf(text)}${text}\n`)
}

export type JournalContent =
  /** Continues the state file. */
  | { state: 'current'; records: JournalRecord[] }
  /** Continues another state file, up to this resource version. */
  | { state: 'other'; resourceVersion: number }

/**
 * Reads the journal beside a state file; undefined where there is none. `base` gives the state file's checksum. A last record that was
 * cut off is dropped: nobody has been told of it. Throws StateFileError for any other damage.
 */
export function readJournal(path: string, base: () => string): JournalContent | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StateFileError(`unable to read the journal ${path}: ${systemErrorText(error)}`, { cause: error })
  }
  const headEnd = bytes.indexOf(NEWLINE)
  // killed before it had begun
  if (headEnd < 0) return undefined
  const head = parsed(bytes.toString('utf8', 0, headEnd)) as { format?: unknown; base?: unknown } | undefined
  if (typeof head?.base !== 'string') throw damaged(path, 'its first line is not that of a journal')
  if (head.format !== FORMAT)
    throw new StateFileError(
      `the journal ${path} has format ${String(head.format)}, this kubette knows format ${FORMAT}; use a newer kubette`,
    )
  const records = recordsOf(bytes, headEnd + 1, path)
  if (head.base === base()) return { state: 'current', records }
  return { state: 'other', resourceVersion: records.at(-1)?.resourceVersion ?? 0 }
}

function recordsOf(bytes: Buffer, from: number, path: string): JournalRecord[] {
  const records: JournalRecord[] = []
  for (let at = from, line = 2; at < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, at)
    if (end < 0) break
    const text = bytes.toString('utf8', at + MARK_LENGTH, end)
    const record = markOf(text) === bytes.toString('latin1', at, at + MARK_LENGTH) ? parsed(text) : undefined
    if (record === undefined) {
      if (end + 1 === bytes.length) break
      throw damaged(path, `line ${line} is not what was written`)
    }
    records.push(record as JournalRecord)
    at = end + 1
  }
  return records
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What stands before a record: part of its checksum. */
function markOf(text: string): string {
  return `${sha256([text]).slice(0, MARK_LENGTH - 1)} `
}

const writeAt = (fd: number, bytes: Buffer, position: number): Promise<number> =>
  new Promise((resolve, reject) =>
    write(fd, bytes, 0, bytes.length, position, (error, written) => (error ? reject(error) : resolve(written))),
  )

const synced = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => fdatasync(fd, error => (error ? reject(error) : resolve())))

function damaged(path: string, what: string): StateFileError {
  return new StateFileError(
    `the journal ${path} is damaged: ${what}; restore it and the state file from a copy, or move it away (what a server wrote since it last wrote the state file is then lost)`,
  )
}
