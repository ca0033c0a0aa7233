import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  // Windows can't open folders; there a rename is as durable as it gets
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
