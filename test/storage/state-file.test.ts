import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StateFileError } from '../../src/storage/errors.ts'
import { StateDocument } from '../../src/storage/state-document.ts'
import { StateFile } from '../../src/storage/state-file.ts'

const HEADER = { format: 1, resourceVersion: 3, wake: 0 }
const document = (n: number) => StateDocument.empty().with(new Map([['/registry/a/b', { n, text: 'é\n' }]]), HEADER)
const root = process.getuid?.() === 0
let folder: string
let path: string
let file: StateFile

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-state-'))
  path = join(folder, 'cluster.json')
  file = new StateFile(path)
})

afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

function failureOf(action: () => unknown): StateFileError {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(StateFileError)
    return error as StateFileError
  }
  throw new Error('it did not fail')
}

describe('StateFile', () => {
  it('is read as it was written', () => {
    expect(file.read()).toBeNull()
    expect(file.version()).toBe('')
    const versions = new Set([file.version()])
    for (const n of [1, 2, 3]) {
      file.write(document(n))
      versions.add(file.version())
    }
    expect(versions.size).toBe(4)
    expect(file.read()!.toBytes()).toEqual(document(3).toBytes())
    expect(readdirSync(folder)).toEqual(['cluster.json'])
  })

  it("is nobody else's to read", () => {
    file.write(document(1))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const deep = new StateFile(join(folder, 'a', 'b', 'cluster.json'))
    deep.makeFolder()
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700)
  })

  it('takes over what a writer left that was killed', () => {
    file.write(document(1))
    const before = readdirSync(folder)
    symlinkSync(join(folder, 'elsewhere'), `${path}.tmp`)
    file.write(document(2))
    expect(readdirSync(folder)).toEqual(before)
    expect(file.read()!.value(0)).toMatchObject({ n: 2 })
  })

  it('names itself where it was cut off, at whatever place', () => {
    const bytes = document(1).toBytes()
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length))
      expect(failureOf(() => file.read()!.checkAll()).message).toContain(`the state file ${path} is damaged: `)
    }
  })

  it('names itself where it cannot be read', () => {
    mkdirSync(path)
    expect(failureOf(() => file.read()).message).toBe(`unable to read the state file ${path}: it is a directory`)
    const below = new StateFile(join(folder, 'file', 'cluster.json'))
    writeFileSync(join(folder, 'file'), '')
    for (const read of [() => below.read(), () => below.version()])
      expect(failureOf(read).message).toMatch(/^unable to read .*: a part of the path is not a directory$/)
    expect(failureOf(() => below.makeFolder()).message).toContain(`unable to write the state file ${below.path}: `)
  })

  it('leaves a folder in its place as it is', () => {
    mkdirSync(path)
    expect(failureOf(() => file.write(document(1))).message).toBe(
      `unable to write the state file ${path}: it is a directory`,
    )
    expect(readdirSync(folder)).toEqual(['cluster.json'])
  })

  it.skipIf(root)('cannot be written in a folder that is read-only', () => {
    file.write(document(1))
    chmodSync(folder, 0o500)
    expect(failureOf(() => file.write(document(2))).message).toBe(
      `unable to write the state file ${path}: permission denied`,
    )
    expect(file.read()!.value(0)).toMatchObject({ n: 1 })
  })

  it('cannot be written where the system does not let it', () => {
    const nowhere = new StateFile('/proc/kubette.json')
    expect(failureOf(() => nowhere.write(document(1))).message).toContain(
      'unable to write the state file /proc/kubette.json: ',
    )
    expect(existsSync('/proc/kubette.json')).toBe(false)
  })

  it.skipIf(!canMount())('keeps the old state where no space is left', () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'kubette', folder])
    try {
      file.write(document(1))
      const large = document(1).with(new Map([['/registry/a/c', { text: 'x'.repeat(100_000) }]]), HEADER)
      expect(failureOf(() => file.write(large)).message).toBe(
        `unable to write the state file ${path}: no space left on device`,
      )
      expect(readdirSync(folder)).toEqual(['cluster.json'])
      expect(readFileSync(path)).toEqual(document(1).toBytes())
    } finally {
      execFileSync('umount', [folder])
    }
  })
})

/** Whether this user may mount file systems: root, outside of most containers. */
function canMount(): boolean {
  if (!root) return false
  const place = mkdtempSync(join(tmpdir(), 'kubette-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'kubette', place], { stdio: 'ignore' })
    execFileSync('umount', [place])
    return true
  } catch {
    return false
  } finally {
    rmSync(place, { recursive: true })
  }
}
