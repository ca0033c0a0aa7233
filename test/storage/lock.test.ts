import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { StateFileError } from '../../src/storage/errors.ts'
import { WriteLock } from '../../src/storage/lock.ts'

const TRY = `
  const fd = require('node:fs').openSync(process.argv[1], 'a')
  console.log(require('fs-native-extensions').tryLock(fd))
  setInterval(() => {}, 1000)
`
const children: ChildProcess[] = []
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-lock-'))
  path = join(folder, 'cluster.json.lock')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts a process that takes the lock if it can, and tells whether it could. */
async function otherProcess(): Promise<{ child: ChildProcess; got: boolean }> {
  const child = spawn(process.execPath, ['-e', TRY, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [text] = await once(child.stdout!, 'data')
  return { child, got: String(text).trim() === 'true' }
}

it('keeps other processes off until it is released', async () => {
  const lock = new WriteLock(path)
  await lock.acquire()
  await lock.acquire()
  expect(lock.held).toBe(true)
  expect((await otherProcess()).got).toBe(false)
  lock.release()
  lock.release()
  expect(lock.held).toBe(false)
  expect((await otherProcess()).got).toBe(true)
})

it('waits for another process, and gets the lock when that is killed', async () => {
  const { child, got } = await otherProcess()
  expect(got).toBe(true)
  const lock = new WriteLock(path)
  const acquired = lock.acquire()
  const early = await Promise.race([
    acquired.then(() => 'acquired'),
    new Promise(resolve => setTimeout(resolve, 100, 'waits')),
  ])
  expect([early, lock.held]).toEqual(['waits', false])
  child.kill('SIGKILL')
  await acquired
  expect(lock.held).toBe(true)
  lock.release()
})

it('says where it cannot make its file', async () => {
  const nowhere = join(folder, 'none', 'cluster.json.lock')
  const failure = await new WriteLock(nowhere).acquire().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StateFileError)
  expect((failure as Error).message).toBe(`unable to lock the state with ${nowhere}: no such file or directory`)
})
