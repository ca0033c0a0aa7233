const WORDS: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
  EMFILE: 'too many open files',
  EIO: 'input/output error',
  ERR_INVALID_ARG_VALUE: 'invalid argument',
}

/** A failed system call as Go's os package tells it: `open x.yaml: permission denied`. */
export function goSystemError(error: unknown, call: string, path: string): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return `${call} ${path}: ${Object.hasOwn(WORDS, code) ? WORDS[code] : message}`
}
