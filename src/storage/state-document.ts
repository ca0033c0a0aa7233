import { LineTable } from './line-table.ts'
import { LineWriter } from './line-writer.ts'
import { checkHeader, damaged, FORMAT, headText, OPEN, parseHeader, type StateHeader } from './state-header.ts'
import { encodeKey, sortKeys } from './state-keys.ts'

const CLOSE = '\n}}\n'
const NEWLINE = 10
const QUOTE = 34
const COLON = 58
const COMMA = 44

/** Values by their keys; null for what is removed. */
export type Changes = ReadonlyMap<string, object | null>

/** What a state file is to contain. */
export interface StateText {
  readonly header: StateHeader
  /** Gives the text to `take`; each piece is only good until `take` returns. */
  eachPiece(take: (piece: Buffer) => void): void
}

/**
 * The state file in memory: one JSON document that has one object a line, sorted by key.
 *
 *     {"format":1,"resourceVersion":812,"wake":0,"objects":{
 *     "/registry/configmaps/default/kube-root-ca.crt":{"apiVersion":"v1",…},
 *     …
 *     }}
 *
 * Lines are parsed only when they are asked for: a command on a cluster of 10,000 pods reads the few lines that it needs, and an
 * unchanged line is written back as the bytes that it was.
 */
export class StateDocument implements StateText {
  private readonly ranges = new Map<string, { from: number; to: number }>()
  private lines: Map<string, number> | undefined
  private finds = 0

  private constructor(
    readonly header: StateHeader,
    /** The whole text; of a document that was just made, in the pieces that it was made of. */
    private content: readonly Buffer[],
    /** A line goes from the key's quote to the end of the value. */
    private readonly table: LineTable,
    private readonly file: string,
  ) {}

  /** The document of a cluster that is still to be made. */
  static empty(): StateDocument {
    const header = { format: FORMAT, resourceVersion: 0, wake: 0 }
    const bytes = Buffer.from(`${headText(header)}${CLOSE.slice(1)}`)
    return new StateDocument(header, [bytes], new LineTable(), '')
  }

  /**
   * Reads a document. `file` is its name for messages. Throws StateFileError where it is damaged or of a newer format.
   * A document in another layout (somebody ran it through a JSON formatter) is read too.
   */
  static parse(bytes: Buffer, file: string): StateDocument {
    const headerEnd = bytes.indexOf(NEWLINE)
    const first = bytes.toString('utf8', 0, headerEnd < 0 ? bytes.length : headerEnd + 1)
    if (!first.endsWith(OPEN)) return parseOtherLayout(bytes, file)
    const header = checkHeader(parseHeader(first.slice(0, -OPEN.length), file), file)
    const bodyEnd = bytes.length - CLOSE.length
    if (bytes.toString('latin1', Math.max(0, bodyEnd)) !== CLOSE) throw damaged(file, 'it ends in the middle')
    return StateDocument.scan(header, bytes, headerEnd + 1, bodyEnd, file)
  }

  /** Finds the lines. Lines that somebody has broken or moved by hand are read as any other JSON. */
  private static scan(header: StateHeader, bytes: Buffer, from: number, to: number, file: string): StateDocument {
    const table = new LineTable()
    for (let at = from; at < to; ) {
      let end = bytes.indexOf(NEWLINE, at)
      if (end < 0 || end > to) end = to
      const n = table.length
      const last = end === to
      const whole = bytes[at] === QUOTE && (last || bytes[end - 1] === COMMA)
      if (!whole || (n > 0 && !isKeyBefore(bytes, table.start(n - 1), at)))
        return parseOtherLayout(bytes, file, `it is not valid JSON from line ${n + 2} on`)
      table.add(at, last ? end : end - 1)
      at = end + 1
    }
    return new StateDocument(header, [bytes], table, file)
  }

  get size(): number {
    return this.table.length
  }

  /** The key of line i. */
  key(i: number): string {
    const text = this.encodedKeyAt(i)
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
  }

  /** The value of line i, parsed anew at each call. */
  value(i: number): object {
    let value: unknown
    try {
      value = JSON.parse(this.bytes.toString('utf8', this.keyEnd(i) + 1, this.table.end(i)))
    } catch {
      throw damaged(this.file, `line ${i + 2} (${this.key(i)}) is not valid JSON`)
    }
    if (!isObject(value)) throw damaged(this.file, `line ${i + 2} (${this.key(i)}) is not an object`)
    return value
  }

  /** The bytes of the value of line i, for indexes that find their words without parsing. */
  raw(i: number): string {
    return this.bytes.toString('latin1', this.keyEnd(i) + 1, this.table.end(i))
  }

  /** Where the colon after a line's key is. */
  private keyEnd(i: number): number {
    const colon = this.bytes.indexOf(QUOTE, this.table.start(i) + 1) + 1
    if (colon === 0 || this.bytes[colon] !== COLON) throw damaged(this.file, `line ${i + 2} does not begin with a key`)
    return colon
  }

  /** The lines [from, to) whose keys start with a prefix. */
  range(prefix: string): { from: number; to: number } {
    // of a part of a name: there may be thousands, which are asked for once
    if (!prefix.endsWith('/')) return this.searchRange(prefix)
    let range = this.ranges.get(prefix)
    if (!range) {
      range = this.searchRange(prefix)
      this.ranges.set(prefix, range)
    }
    return range
  }

  private searchRange(prefix: string): { from: number; to: number } {
    // many prefixes of names lie in one folder, which often has few lines
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
    const around = folder === prefix ? { from: 0, to: this.size } : this.range(folder)
    if (around.from === around.to) return around
    const open = encodeKey(prefix).slice(0, -1)
    const from = this.lowerBoundEncoded(open, around.from, around.to)
    if (from === around.to || !this.encodedKeyAt(from).startsWith(open)) return { from, to: from }
    // the first key that is past the prefix starts at the next character
    const past = `${open.slice(0, -1)}${String.fromCharCode(open.charCodeAt(open.length - 1) + 1)}`
    return { from, to: this.lowerBoundEncoded(past, from, around.to) }
  }

  /** The lines among [from, to) that contain some ASCII text, in order; found without parsing any. */
  linesWith(text: string, from: number, to: number): number[] {
    const lines: number[] = []
    if (from >= to) return lines
    // no further than the last line: what comes after may be long
    const bytes = this.bytes.subarray(0, this.table.end(to - 1))
    let line = from
    for (let at = bytes.indexOf(text, this.table.start(from), 'latin1'); at >= 0; ) {
      while (this.table.end(line) <= at) line++
      lines.push(line)
      at = bytes.indexOf(text, this.table.end(line), 'latin1')
    }
    return lines
  }

  /** The line of a key, or -1. */
  find(key: string): number {
    if (this.lines || ++this.finds * LINES_A_FIND > this.size) return this.lineOf(key)
    const encoded = encodeKey(key)
    const i = this.lowerBoundEncoded(encoded, 0)
    return i < this.size && this.encodedKeyAt(i) === encoded ? i : -1
  }

  /** As `find`, for whoever looks up so many keys that knowing all lines pays. */
  private lineOf(key: string): number {
    if (!this.lines) {
      this.lines = new Map()
      for (let i = 0; i < this.size; i++) this.lines.set(this.key(i), i)
    }
    return this.lines.get(key) ?? -1
  }

  /** A new document with some values changed (null: removed). */
  with(changes: Changes, header: StateHeader): StateDocument {
    const pieces: Buffer[] = []
    const lines = new LineTable()
    this.write(changes, header, new LineWriter(piece => pieces.push(piece)), lines)
    return new StateDocument(header, pieces, lines, this.file)
  }

  /** The text of such a document, for whoever only writes it to disk: little of it is in memory at a time. */
  changed(changes: Changes, header: StateHeader): StateText {
    return { header, eachPiece: take => this.write(changes, header, new LineWriter(take, true)) }
  }

  /** Unchanged lines are copied in whole runs, not parsed. `lines` is told where each line is. */
  private write(changes: Changes, header: StateHeader, writer: LineWriter, lines?: LineTable): void {
    let separator = ''
    let done = 0
    const runTo = (end: number) => {
      if (end === done) return
      writer.write(separator)
      lines?.addRun(this.table, done, end, writer.position)
      writer.copy(this.bytes.subarray(this.table.start(done), this.table.end(end - 1)))
      separator = SEPARATOR
      done = end
    }
    const lineKey = (i: number) => (i < this.size ? this.encodedKeyAt(i) : undefined)
    let next = lineKey(0)
    writer.write(headText(header))
    for (const changed of sortKeys([...changes.keys()])) {
      const key = encodeKey(changed)
      const value = changes.get(changed)
      // many new keys in a row lie between the same two lines
      if (next !== undefined && key > next) {
        runTo(this.lowerBoundEncoded(key, done))
        next = lineKey(done)
      }
      if (key === next) next = lineKey(++done)
      if (!value) continue
      const start = writer.position + separator.length
      writer.write(`${separator}${key}:${JSON.stringify(value)}`)
      lines?.add(start, writer.position)
      separator = SEPARATOR
    }
    runTo(this.size)
    writer.write(separator === '' ? CLOSE.slice(1) : CLOSE)
    writer.flush()
  }

  /** Parses every line, for a document that comes from somewhere else. Throws StateFileError. */
  checkAll(): void {
    for (let i = 0; i < this.size; i++) this.value(i)
  }

  /** The document as it is written to disk, in pieces: a large cluster is not copied only to be written. */
  pieces(): readonly Buffer[] {
    return this.content
  }

  eachPiece(take: (piece: Buffer) => void): void {
    this.content.forEach(take)
  }

  /** The document as it is written to disk. */
  toBytes(): Buffer {
    return this.bytes
  }

  private get bytes(): Buffer {
    if (this.content.length > 1) this.content = [Buffer.concat(this.content)]
    return this.content[0]!
  }

  private encodedKeyAt(i: number): string {
    return this.bytes.toString('latin1', this.table.start(i), this.keyEnd(i))
  }

  /** The first of the lines [from, to) whose key is not before `key`, or `to`. */
  private lowerBoundEncoded(key: string, from: number, to = this.size): number {
    const wanted = Buffer.from(key, 'latin1')
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >>> 1
      const start = this.table.start(middle)
      if (this.bytes.compare(wanted, 0, wanted.length, start, this.keyEnd(middle)) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** A binary search takes as long as it takes to enter so many lines into a table of all keys. */
const LINES_A_FIND = 4
const SEPARATOR = ',\n'

/** Whether the line at `before` has a key that comes before that of the line at `after`. */
function isKeyBefore(bytes: Buffer, before: number, after: number): boolean {
  for (let i = 1; ; i++) {
    const x = bytes[before + i]
    const y = bytes[after + i]
    if (x !== y) return x! < y!
    if (x === QUOTE) return false
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseOtherLayout(bytes: Buffer, file: string, wrong = 'it is not valid JSON'): StateDocument {
  let value: { objects?: unknown } & Record<string, unknown>
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw damaged(file, bytes.length === 0 ? 'it is empty' : wrong)
  }
  const { objects, ...rest } = value ?? {}
  const header = checkHeader(rest, file)
  if (!isObject(objects)) throw damaged(file, 'it has no objects')
  for (const [key, object] of Object.entries(objects))
    if (!isObject(object)) throw damaged(file, `${key} is not an object`)
  return StateDocument.empty().with(new Map(Object.entries(objects as Record<string, object>)), header)
}
