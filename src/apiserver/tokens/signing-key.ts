import { randomBytes } from 'node:crypto'
import type { ReadStore, WriteStore } from '../../storage/store.ts'

const KEY = '/kubette/service-account-key'

/** The secret that a cluster signs its service accounts' tokens with; undefined where it has never signed one. */
export function signingKey(store: Pick<ReadStore, 'get'>): Buffer | undefined {
  const stored = store.get(KEY) as { key?: string } | undefined
  return stored?.key === undefined ? undefined : Buffer.from(stored.key, 'base64')
}

/** `signingKey`, made at its first use. It is no object of the API: nobody can ask for it. */
export function makeSigningKey(store: Pick<WriteStore, 'get' | 'putValue'>): Buffer {
  const known = signingKey(store)
  if (known) return known
  const key = randomBytes(32)
  store.putValue(KEY, { key: key.toString('base64') })
  return key
}
