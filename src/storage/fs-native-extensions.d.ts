/** What the package has, as far as it is used here: it comes without types. */
declare module 'fs-native-extensions' {
  /** Locks a file for this process; false where another one has it. Throws what the kernel answers. */
  export function tryLock(fd: number): boolean
  /** Locks a file as soon as nobody else has it. */
  export function waitForLock(fd: number): Promise<void>
}
