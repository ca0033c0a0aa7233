import { closeSync, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import { StateFileError, systemErrorText } from './errors.ts'

interface KernelLock {
  tryLock(fd: number): boolean
  waitForLock(fd: number): Promise<void>
}

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
    if (this.fd !== undefined) return
    // a native module stays outside the bundle
    const kernel = createRequire(import.meta.url)('fs-native-extensions') as KernelLock
    let fd: number
    try {
      fd = openSync(this.path, 'a', 0o600)
    } catch (error) {
      throw new StateFileError(`unable to lock the state with ${this.path}: ${systemErrorText(error)}`, {
        cause: error,
      })
    }
    try {
      if (!kernel.tryLock(fd)) await kernel.waitForLock(fd)
    } catch (error) {
      closeSync(fd)
      throw new StateFileError(`unable to lock the state with ${this.path}: ${systemErrorText(error)}`, {
        cause: error,
      })
    }
    this.fd = fd
  }

  release(): void {
    if (this.fd === undefined) return
    // closing a file drops its lock
    closeSync(this.fd)
    this.fd = undefined
  }
}
