import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StateFileError, systemErrorText } from '../storage/errors.ts'
import { followLinks } from '../storage/state-file.ts'
import { writePrivateFile } from './private-file.ts'
import { createAuthority, isUsable, type KeyPair } from './tls/authority.ts'

/** What a server is known by to its clients. Kept beside the state, so that a kubeconfig outlives a restart. */
export interface ServerIdentity {
  authority: KeyPair
  token: string
}

/** The identity of a state file's server: that of the last one, or a new one. Throws StateFileError where it cannot be read or kept. */
export function serverIdentity(state: string, now: Date): ServerIdentity {
  const path = `${followLinks(state)}.credentials`
  const kept = readIdentity(path)
  const token = kept?.token ?? randomBytes(32).toString('base64url')
  const authority = kept && isUsable(kept.authority, now) ? kept.authority : createAuthority(now)
  const identity = { authority, token }
  if (kept?.authority !== authority) writePrivateFile(path, `${JSON.stringify(identity)}\n`)
  return identity
}

function readIdentity(path: string): ServerIdentity | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StateFileError(`unable to read ${path}: ${systemErrorText(error)}`, { cause: error })
  }
  try {
    const { authority, token } = JSON.parse(text) as Partial<ServerIdentity>
    const isWhole = [authority?.key, authority?.certificate, token].every(s => typeof s === 'string' && s !== '')
    return isWhole ? { authority: authority!, token: token! } : undefined
  } catch {
    return undefined
  }
}
