import { closeSync, openSync } from 'node:fs'
import { tryLock, waitForLock } from 'fs-native-extensions'
import { StateFileError, systemErrorText } from './errors.ts'

/**
 * Keeps other writers off a state file. The kernel drops the lock when the process ends, however it ends: there are no stale locks.
 * The lock is on a file beside the state file, because the state file itself is replaced at each write.
 */
export class WriteLock {
  private fd: number | undefined

  constructor(private readonly path: string) {}

  get held(): boolean {
    return this.fd !== undefined
  }

  /** Waits until nobody else writes. Throws StateFileError where the lock file cannot be made. */
  async acquire(): Promise<void> {
    if (this.tryAcquire()) return
    const fd = this.open()
    try {
      await waitForLock(fd)
    } catch (error) {
      closeSync(fd)
      throw this.failed(error)
    }
    this.fd = fd
  }

  /** Takes the lock unless somebody else has it. Throws StateFileError where the lock file cannot be made. */
  tryAcquire(): boolean {
    if (this.fd !== undefined) return true
    const fd = this.open()
    let free = false
    try {
      free = tryLock(fd)
    } catch (error) {
      closeSync(fd)
      throw this.failed(error)
    }
    if (free) this.fd = fd
    else closeSync(fd)
    return free
  }

  private open(): number {
    try {
      return openSync(this.path, 'a', 0o600)
    } catch (error) {
      throw this.failed(error)
    }
  }

  private failed(error: unknown): StateFileError {
    return new StateFileError(`unable to lock the state with ${this.path}: ${systemErrorText(error)}`, { cause: error })
  }

  release(): void {
    if (this.fd === undefined) return
    // closing a file drops its lock
    closeSync(this.fd)
    this.fd = undefined
  }
}
