import { toCompactJson } from '../printers/json.ts'

/** Digits that could spell words, or be taken for letters, are replaced. */
const LETTERS: Record<string, string> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' }

/** The suffix of --append-hash: ten letters of the SHA-256 of what a ConfigMap or a Secret holds (kubectl's util/hash). */
export async function hashSuffix(content: Record<string, unknown>): Promise<string> {
  const { createHash } = await import('node:crypto')
  const digest = createHash('sha256').update(toCompactJson(content)).digest('hex')
  return `-${digest.slice(0, 10).replace(/[013ae]/g, letter => LETTERS[letter]!)}`
}
