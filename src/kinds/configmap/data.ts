import { type ErrorList, type FieldPath, forbidden, invalid } from '../../apimachinery/validation/field.ts'
import { isConfigMapKey } from '../../apimachinery/validation/words.ts'

/** The most that all values of one ConfigMap or Secret may come to, in bytes. */
export const MAX_DATA_SIZE = 1024 * 1024

type Data = Record<string, string>

/** The keys of a map in the order in which they are checked. */
export function sortedKeys(data: Data | undefined): string[] {
  return data ? Object.keys(data).sort() : []
}

/** What is wrong with one key of the map at `at`. */
export function validateKey(key: string, at: FieldPath): ErrorList {
  return isConfigMapKey(key).map(message => invalid(at.key(key), key, message))
}

/** How many bytes the values of `data` come to; `base64` ones are counted as what they stand for. */
export function dataSize(data: Data | undefined, encoding: 'utf8' | 'base64'): number {
  let size = 0
  for (const value of Object.values(data ?? {})) size += Buffer.byteLength(value, encoding)
  return size
}

/** Text as it is read back: a value that was null is the empty one. */
export function normalizeText(data: Data): Data {
  const entries = Object.entries(data)
  if (entries.every(([, value]) => typeof value === 'string')) return data
  return Object.fromEntries(entries.map(([key, value]) => [key, value ?? '']))
}

/** Bytes as they are read back: encoded anew, so that line breaks within the base64 are gone. */
export function normalizeBytes(data: Data): Data {
  const entries = Object.entries(data)
  if (entries.every(([, value]) => typeof value === 'string' && !/[\r\n]/.test(value))) return data
  return Object.fromEntries(entries.map(([key, value]) => [key, (value ?? '').replace(/[\r\n]/g, '')]))
}

/** The refusal of a change to an object whose `immutable` is set. */
export function immutable(field: FieldPath): ErrorList[number] {
  return forbidden(field, 'field is immutable when `immutable` is set')
}
