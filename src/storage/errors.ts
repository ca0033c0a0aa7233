/** The state file cannot be used: what is wrong with it, where, and what to do. Shown to people as it is. */
export class StateFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StateFileError'
  }
}

/** Words for the errors of the operating system that people meet; anything else is shown by its own message. */
export function systemErrorText(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  switch (code) {
    case 'ENOENT':
      return 'no such file or directory'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied'
    case 'EROFS':
      return 'the file system is read-only'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space left on device'
    case 'EFBIG':
      return 'the file is too large'
    case 'EISDIR':
      return 'it is a directory'
    case 'ENOTDIR':
      return 'a part of the path is not a directory'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
