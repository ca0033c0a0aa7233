import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/storage/checksum.ts'
import { StateFileError } from '../../src/storage/errors.ts'
import { encodeRecord, Journal, type JournalRecord, readJournal } from '../../src/storage/journal.ts'
import { StateDocument } from '../../src/storage/state-document.ts'
import { StateFile } from '../../src/storage/state-file.ts'

let folder: string
let file: StateFile
let journal: Journal

const HEADER = { format: 1, resourceVersion: 3, wake: 0 }
const record = (n: number, objects: Record<string, object | null> = { '/registry/a/b': { n } }): JournalRecord => ({
  resourceVersion: 3 + n,
  wake: n,
  objects,
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-journal-'))
  file = new StateFile(join(folder, 'cluster.json'))
  file.write(StateDocument.empty().with(new Map([['/registry/a/b', { n: 0 }]]), HEADER))
  journal = new Journal(file.journalPath)
  journal.start(sha256([readFileSync(file.path)]))
})

afterEach(() => rmSync(folder, { recursive: true }))

const storedAt = (key: string) => {
  const document = file.read()!
  const line = document.find(key)
  return line < 0 ? undefined : document.value(line)
}

describe('Journal', () => {
  it('is part of the state that is read', async () => {
    const before = file.version()
    await journal.append(encodeRecord(record(1)))
    await journal.append(
      Buffer.concat([encodeRecord(record(2, { '/registry/a/c': { text: 'é\n' }, '/registry/a/b': null }))]),
    )
    expect(file.version()).not.toBe(before)
    expect(file.read()!.header).toEqual({ format: 1, resourceVersion: 5, wake: 2 })
    expect(storedAt('/registry/a/b')).toBeUndefined()
    expect(storedAt('/registry/a/c')).toEqual({ text: 'é\n' })
  })

  it('is gone, and applied once, when the file has been written with it', async () => {
    await journal.append(encodeRecord(record(1)))
    const document = file.read()!
    const kept = readFileSync(file.journalPath)
    file.write(document)
    expect(existsSync(file.journalPath)).toBe(false)
    // killed between the two
    writeFileSync(file.journalPath, kept)
    expect(file.read()!.toBytes()).toEqual(document.toBytes())
  })

  it('of another state file is refused', async () => {
    await journal.append(encodeRecord(record(1)))
    writeFileSync(file.path, readFileSync(file.path, 'utf8').replace('"n":0', '"n":7'))
    expect(() => file.read()).toThrow(/does not continue the state file/)
  })

  it('loses a last record that was cut off, at whatever byte', async () => {
    await journal.append(encodeRecord(record(1)))
    const whole = journal.size
    const next = encodeRecord(record(2))
    for (let cut = 0; cut <= next.length; cut++) {
      truncateSync(file.journalPath, whole)
      appendFileSync(file.journalPath, next.subarray(0, cut))
      expect(file.read()!.header.resourceVersion, `cut at ${cut}`).toBe(cut === next.length ? 5 : 4)
    }
  })

  it('is refused when any other byte is not what was written', async () => {
    await journal.append(encodeRecord(record(1)))
    await journal.append(encodeRecord(record(2)))
    const bytes = readFileSync(file.journalPath)
    const first = bytes.indexOf('\n') + 1
    const second = bytes.indexOf('\n', first) + 1
    fc.assert(
      fc.property(fc.integer({ min: first, max: second - 2 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = Buffer.from(bytes)
        damaged[at] = (damaged[at]! + by) % 256
        writeFileSync(file.journalPath, damaged)
        expect(() => file.read()).toThrow(StateFileError)
      }),
      { numRuns: 200 },
    )
  })

  it('that had no time to begin is none', () => {
    writeFileSync(file.journalPath, '{"format":1,')
    expect(readJournal(file.journalPath, () => '')).toBeUndefined()
  })

  it('of a newer format is refused', () => {
    writeFileSync(file.journalPath, '{"format":2,"base":"x"}\n')
    expect(() => file.read()).toThrow(/format 2.*use a newer kubette/)
  })

  it('starts anew', async () => {
    await journal.append(encodeRecord(record(1)))
    file.write(file.read()!)
    journal.start(sha256([readFileSync(file.path)]))
    await journal.append(encodeRecord(record(2)))
    expect(file.read()!.header.resourceVersion).toBe(5)
    journal.remove()
    expect(file.read()!.header.resourceVersion).toBe(4)
  })
})
