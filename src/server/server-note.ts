import { readFileSync, rmSync } from 'node:fs'
import { followLinks } from '../storage/state-file.ts'
import { writePrivateFile } from './private-file.ts'

/** How other kubette processes reach the server of a state file; it lies beside that file while the server runs. */
export interface ServerNote {
  url: string
  token: string
  /** The certificate authority in PEM; '' where there is no TLS. */
  ca: string
  pid: number
}

function notePath(state: string): string {
  return `${followLinks(state)}.server`
}

/** Throws StateFileError. */
export function writeServerNote(state: string, note: ServerNote): void {
  writePrivateFile(notePath(state), `${JSON.stringify(note)}\n`)
}

/** The note beside a state file; undefined where there is none that can be read. Whether that server still runs is to be seen. */
export function readServerNote(state: string): ServerNote | undefined {
  try {
    const note = JSON.parse(readFileSync(notePath(state), 'utf8')) as Partial<ServerNote>
    const { url, token, ca, pid } = note
    const isNote = [url, token, ca].every(value => typeof value === 'string') && Number.isSafeInteger(pid)
    return isNote ? (note as ServerNote) : undefined
  } catch {
    return undefined
  }
}

/** Forgets the server of a state file; nothing happens where there is none. */
export function removeServerNote(state: string): void {
  rmSync(notePath(state), { force: true })
}
